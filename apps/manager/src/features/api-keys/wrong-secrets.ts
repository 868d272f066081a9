import type { Database } from '@latchkey/database'
import type { ManagerTables, Transaction } from '../../database/tables.ts'
import { record } from '../../events/system-events.ts'
import { settingsOf } from '../../settings/settings.ts'
import { createApiKeyRepository } from './api-key-repository.ts'

interface GuessedKey {
  readonly ID: number
  readonly tenantID: number
  readonly name: string
}

/**
 * Counts wrong secrets and writes them behind, those of one key together: the time of a refusal would tell which keys
 * there are, and whoever guesses would fill the disk.
 */
export function createWrongSecrets({
  database,
  clock,
}: {
  readonly database: Database<ManagerTables>
  readonly clock: () => number
}) {
  const counted = new Map<number, { readonly key: GuessedKey; readonly times: number }>()
  let writing: Promise<void> = Promise.resolve()

  function count({ ID, tenantID, name }: GuessedKey, more = 1): void {
    const times = (counted.get(ID)?.times ?? 0) + more
    if (times > 0) counted.set(ID, { key: { ID, tenantID, name }, times })
    else counted.delete(ID)
  }

  // What is being written counts until it is: whoever asks meanwhile has to wait for it.
  async function writeCounted(): Promise<void> {
    for (const { key, times } of Array.from(counted.values())) {
      await database.transaction((transaction) => add(transaction, key, times))
      count(key, -times)
    }
  }

  async function add(transaction: Transaction, { ID, tenantID, name }: GuessedKey, times: number): Promise<void> {
    const keys = createApiKeyRepository(transaction)
    const target = { kind: 'api-key', ID, name } as const
    const description = times === 1 ? 'A wrong secret.' : `${times} wrong secrets.`
    await keys.countWrongSecrets(ID, times)
    await record(transaction, clock(), { event: 'authentication-failed', tenantID, target, description })
    if (!(await locksNow(transaction, tenantID, ID))) return
    await keys.change(tenantID, ID, { active: false })
    await record(transaction, clock(), {
      event: 'api-key-locked-out',
      tenantID,
      target,
      description: 'After too many wrong secrets.',
    })
  }

  return {
    count: (key: GuessedKey) => count(key),
    isCounting: (ID: number) => counted.has(ID),
    /** One writing after the other; what cannot be written is kept for the next. */
    async write(): Promise<void> {
      const mine = writing.then(writeCounted)
      writing = mine.catch(() => undefined)
      await mine
    },
  }
}

// Off unless it is switched on: IDs are visible, so anyone could lock any key.
async function locksNow(transaction: Transaction, tenantID: number, ID: number): Promise<boolean> {
  const { locksKeys, attemptsAllowed } = await settingsOf(transaction, tenantID)
  const key = locksKeys ? await createApiKeyRepository(transaction).find(tenantID, ID) : undefined
  return key !== undefined && key.active && key.unsuccessfulSignInAttempts >= attemptsAllowed
}
