import { Refusal, type ApiKey } from '@latchkey/contract'
import { DiskFull, type Database } from '@latchkey/database'
import { unknownCredential, type Caller } from '../../caller.ts'
import type { ManagerTables, Transaction } from '../../database/tables.ts'
import { record } from '../../events/system-events.ts'
import { settingsOf } from '../../settings/settings.ts'
import { createApiKeyRepository } from './api-key-repository.ts'
import { isSecretOf, parseSecret, type Pepper } from './secret.ts'

interface SignInDependencies {
  readonly database: Database<ManagerTables>
  readonly pepper: Pepper
  readonly clock: () => number
  readonly profile: 'full' | 'stock'
}

const lastSignInEveryMs = 5_000

/** Finds out which key a secret is of. Everything is read anew for every call: revoked means now. */
export function createApiKeySignIn({ database, pepper, clock, profile }: SignInDependencies) {
  const behind = new Set<Promise<unknown>>()
  const keys = createApiKeyRepository(database.kysely)

  async function wrongSecret(found: { key: ApiKey; tenantID: number } | undefined): Promise<never> {
    if (found) {
      const target = { kind: 'api-key', ID: found.key.ID, name: found.key.keyName } as const
      await database.transaction(async (transaction) => {
        const counted = createApiKeyRepository(transaction)
        await counted.countWrongSecret(found.key.ID)
        await record(transaction, clock(), { event: 'authentication-failed', tenantID: found.tenantID, target })
        if (!(await locksNow(transaction, found.tenantID, found.key.ID))) return
        await counted.change(found.tenantID, found.key.ID, { active: false })
        await record(transaction, clock(), {
          event: 'api-key-locked-out',
          tenantID: found.tenantID,
          target,
          description: 'After too many wrong secrets.',
        })
      })
    }
    throw unknownCredential()
  }

  // Off unless it is switched on: IDs are visible, so anyone could lock any key.
  async function locksNow(transaction: Transaction, tenantID: number, ID: number): Promise<boolean> {
    const { locksKeys, attemptsAllowed } = await settingsOf(transaction, tenantID)
    const key = locksKeys ? await createApiKeyRepository(transaction).find(tenantID, ID) : undefined
    return key !== undefined && key.active && key.unsuccessfulSignInAttempts >= attemptsAllowed
  }

  async function unlockedIfDue(key: ApiKey, tenantID: number, now: number): Promise<void> {
    if (key.active) return
    await database.transaction(async (transaction) => {
      const locked = createApiKeyRepository(transaction)
      // Read again: someone may have locked it for good in the meantime.
      const current = await locked.find(tenantID, key.ID)
      if (current?.active) return
      if (current?.unlockTime === undefined || current.unlockTime > now)
        throw new Refusal(403, 'Not authorized to call this: the API key is locked out.', { reason: 'locked-out' })
      await locked.change(tenantID, key.ID, { active: true, unlockTime: null, unsuccessfulSignInAttempts: 0 })
      await record(transaction, now, {
        event: 'api-key-unlocked',
        tenantID,
        target: { kind: 'api-key', ID: key.ID, name: key.keyName },
        description: 'Its unlock time had come.',
      })
    })
  }

  async function signedIn(key: ApiKey, tenantID: number, now: number): Promise<void> {
    const lastSignIn = profile === 'full' ? { lastSignIn: now } : {}
    const write = () => keys.change(tenantID, key.ID, { ...lastSignIn, unsuccessfulSignInAttempts: 0 })
    // The first use of a secret is written at once: whoever waits for it must be able to trust it.
    const { lastSignIn: last } = key
    if (profile === 'full' && last === undefined) return await write()
    if (key.unsuccessfulSignInAttempts > 0) return await write().catch(unlessFull)
    if (profile === 'stock' || last === undefined) return
    if (now - last < lastSignInEveryMs) return
    const writing = write().catch(() => undefined)
    behind.add(writing)
    void writing.finally(() => behind.delete(writing))
  }

  return {
    async signIn(text: string): Promise<Caller> {
      const presented = parseSecret(text)
      if (presented === undefined) throw unknownCredential()
      const found = await keys.findForSignIn(presented.ID)
      const known = found && { tenantID: found.tenantID, ID: found.key.ID, digest: found.digest }
      if (!isSecretOf(pepper, presented.bytes, known) || found === undefined) return await wrongSecret(found)
      const { key, tenantID, isTenantActive, role } = found
      if (!isTenantActive)
        throw new Refusal(403, 'Not authorized to call this: the tenant is suspended.', { reason: 'locked-out' })
      const now = clock()
      await unlockedIfDue(key, tenantID, now)
      if (key.expiryDate !== undefined && key.expiryDate <= now)
        throw new Refusal(403, 'Not authorized to call this: the API key has expired.', { reason: 'expired' })
      await signedIn(key, tenantID, now)
      return {
        kind: 'api-key',
        tenantID,
        ID: key.ID,
        name: key.keyName,
        locale: key.locale,
        timeZone: key.timeZone,
        role,
      }
    },
    /** For a clean stop: what is still being written behind. */
    async settled(): Promise<void> {
      await Promise.all(behind)
    },
  }
}

/** A full disk is no reason not to let a key read. */
function unlessFull(error: unknown): void {
  if (!(error instanceof DiskFull)) throw error
}
