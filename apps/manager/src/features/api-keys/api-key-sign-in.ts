import { Refusal, type ApiKey } from '@latchkey/contract'
import { DiskFull, type Database } from '@latchkey/database'
import { unknownCredential, type Caller } from '../../caller.ts'
import type { ManagerTables } from '../../database/tables.ts'
import { record } from '../../events/system-events.ts'
import { createApiKeyRepository, type ClaimedKey, type SigningInKey } from './api-key-repository.ts'
import { isSecretOf, parseSecret, type Pepper, type PresentedSecret } from './secret.ts'
import { createWrongSecrets } from './wrong-secrets.ts'

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
  const wrongSecrets = createWrongSecrets({ database, clock })

  async function proved({ ID, bytes }: PresentedSecret): Promise<ClaimedKey> {
    const claimed = await keys.findClaimed(ID)
    if (isSecretOf(pepper, bytes, claimed) && claimed) return claimed
    if (claimed) wrongSecrets.count(claimed)
    throw unknownCredential()
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

  async function signedIn({ key, modified }: SigningInKey, tenantID: number, now: number): Promise<void> {
    const lastSignIn = profile === 'full' ? { lastSignIn: now } : {}
    const write = () => keys.change(tenantID, key.ID, { ...lastSignIn, unsuccessfulSignInAttempts: 0 })
    // The first use of a secret is written at once: whoever waits for it must be able to trust it.
    const { lastSignIn: last } = key
    if (profile === 'full' && last === undefined) return await write()
    // With what was changed since, which may be the secret.
    const isChanged = profile === 'full' && last !== undefined && last < modified
    if (isChanged || key.unsuccessfulSignInAttempts > 0) return await write().catch(unlessFull)
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
      let claimed = await proved(presented)
      if (wrongSecrets.isCounting(presented.ID)) {
        // They may lock it: whoever holds the secret meets the key as those before left it.
        await wrongSecrets.write().catch(unlessFull)
        claimed = await proved(presented)
      }
      const found = await claimed.signingIn()
      if (found === undefined) throw unknownCredential()
      const { tenantID } = claimed
      const { key, isTenantActive, role } = found
      if (!isTenantActive)
        throw new Refusal(403, 'Not authorized to call this: the tenant is suspended.', { reason: 'locked-out' })
      const now = clock()
      await unlockedIfDue(key, tenantID, now)
      if (key.expiryDate !== undefined && key.expiryDate <= now)
        throw new Refusal(403, 'Not authorized to call this: the API key has expired.', { reason: 'expired' })
      await signedIn(found, tenantID, now)
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
    writeWrongSecrets: () => wrongSecrets.write(),
    /** For a clean stop: what is still being written behind. */
    async settled(): Promise<void> {
      await Promise.all(behind)
      await wrongSecrets.write()
    },
  }
}

/** A full disk is no reason not to let a key read. */
function unlessFull(error: unknown): void {
  if (!(error instanceof DiskFull)) throw error
}
