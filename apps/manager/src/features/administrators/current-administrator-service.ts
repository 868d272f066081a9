import { Refusal, type Administrator, type ModifyCurrentAdministrator } from '@latchkey/contract'
import type { Database } from '@latchkey/database'
import type { Caller } from '../../caller.ts'
import type { ManagerTables, Transaction } from '../../database/tables.ts'
import { record } from '../../events/system-events.ts'
import { changed, happening, happeningsOf, present, refuseMailWithoutAddress } from './administrator-changes.ts'
import { createAdministratorRepository, type StoredAdministrator } from './administrator-repository.ts'
import { utcOffset } from './utc-offset.ts'

interface CurrentAdministratorDependencies {
  readonly database: Database<ManagerTables>
  readonly clock: () => number
  readonly hashPassword: (tenantID: number, username: string, password: string) => Promise<string>
  /** Counts the try like one of a sign-in. */
  readonly provePassword: (administratorID: number, password: string) => Promise<boolean>
  readonly endOtherSessions: (transaction: Transaction, caller: Pick<Caller, 'ID' | 'session'>) => Promise<void>
}

/** What people may do about themselves, whatever their role. */
export function createCurrentAdministratorService(dependencies: CurrentAdministratorDependencies) {
  const { database, clock, hashPassword, provePassword, endOtherSessions } = dependencies
  const shown = (user: StoredAdministrator): Administrator => ({
    ...user,
    UTCOffset: utcOffset(user.timeZone, clock()),
  })

  async function newHash(caller: Caller, password: string, currentPassword: string | undefined): Promise<string> {
    if (currentPassword === undefined)
      throw new Refusal(400, 'currentPassword: it is needed to set a new password.', { field: 'currentPassword' })
    if (!(await provePassword(caller.ID, currentPassword)))
      throw new Refusal(400, 'currentPassword: it is wrong, or there were too many tries.', {
        field: 'currentPassword',
      })
    if (password === currentPassword) throw new Refusal(400, 'password: it is the one you have.', { field: 'password' })
    return await hashPassword(caller.tenantID, caller.name, password)
  }

  return {
    async describe(caller: Caller): Promise<Administrator> {
      return shown(present(await createAdministratorRepository(database.kysely).find(caller.tenantID, caller.ID)))
    },
    async modify(caller: Caller, body: ModifyCurrentAdministrator): Promise<Administrator> {
      const { password, currentPassword, ...contact } = body
      const passwordHash = password === undefined ? undefined : await newHash(caller, password, currentPassword)
      return await database.transaction(async (transaction) => {
        const users = createAdministratorRepository(transaction)
        const before = present(await users.find(caller.tenantID, caller.ID))
        const after = changed(before, contact, passwordHash === undefined ? undefined : clock())
        refuseMailWithoutAddress(after)
        await users.replace(caller.tenantID, after, passwordHash)
        if (passwordHash !== undefined) await endOtherSessions(transaction, caller)
        for (const happened of happeningsOf(caller, before, after, passwordHash !== undefined))
          await record(transaction, clock(), happened)
        return shown(after)
      })
    },
    /** For whoever signs in with a password that has expired; they have just proved that they know it. */
    async replaceExpired(user: Pick<Caller, 'tenantID' | 'ID' | 'name'>, password: string): Promise<void> {
      const passwordHash = await hashPassword(user.tenantID, user.name, password)
      await database.transaction(async (transaction) => {
        const users = createAdministratorRepository(transaction)
        const before = present(await users.find(user.tenantID, user.ID))
        await users.replace(user.tenantID, changed(before, {}, clock()), passwordHash)
        await endOtherSessions(transaction, { ID: user.ID })
        await record(transaction, clock(), {
          ...happening('password-set', user, before),
          description: 'It had expired.',
        })
      })
    },
  }
}
export type CurrentAdministratorService = ReturnType<typeof createCurrentAdministratorService>
