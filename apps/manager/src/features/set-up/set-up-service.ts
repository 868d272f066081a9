import { createHash, randomBytes } from 'node:crypto'
import { Refusal, type ClaimSetUp } from '@latchkey/contract'
import type { Database } from '@latchkey/database'
import type { ManagerTables } from '../../database/tables.ts'
import { createSetUpRepository } from './set-up-repository.ts'

interface SetUpDependencies {
  readonly database: Database<ManagerTables>
  readonly clock: () => number
  readonly hasAdministrator: () => Promise<boolean>
  /** Refuses where there is one already, and ends every link in the same transaction. */
  readonly makeAdministrator: (first: Omit<ClaimSetUp, 'token'>) => Promise<{ readonly ID: number }>
}

const validMs = 30 * 60_000

export function createSetUpService({ database, clock, hasAdministrator, makeAdministrator }: SetUpDependencies) {
  return {
    isNeeded: async (): Promise<boolean> => !(await hasAdministrator()),
    /** A token for this start's link. The links of other instances stay good until they expire or one is used. */
    async offer(): Promise<string | undefined> {
      if (await hasAdministrator()) return undefined
      const token = randomBytes(16).toString('base64url')
      await database.transaction(async (transaction) => {
        const links = createSetUpRepository(transaction)
        await links.removeExpired(clock())
        await links.add(digestOf(token), clock() + validMs)
      })
      return token
    },
    async claim({ token, ...first }: ClaimSetUp): Promise<{ readonly ID: number }> {
      if (!(await createSetUpRepository(database.kysely).has(digestOf(token), clock())))
        throw new Refusal(403, 'This set-up link was used or has expired. Start Latchkey again for a new one.')
      return await makeAdministrator(first)
    },
  }
}
export type SetUpService = ReturnType<typeof createSetUpService>

const digestOf = (token: string): string => createHash('sha256').update(token).digest('base64')
