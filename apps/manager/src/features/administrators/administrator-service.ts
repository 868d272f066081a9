import {
  Refusal,
  type Administrator,
  type CreateAdministrator,
  type ModifyAdministrator,
  type SearchFilter,
} from '@latchkey/contract'
import type { Database } from '@latchkey/database'
import { requireRight, type Caller } from '../../caller.ts'
import type { ManagerTables, Transaction } from '../../database/tables.ts'
import { record } from '../../events/system-events.ts'
import { createAdministratorRepository as principals } from '../../principals/administrator-repository.ts'
import { fullAccessRoleID, requireGrant, requireManageable } from '../../principals/held-role.ts'
import { createHeldRoleRepository } from '../../principals/held-role-repository.ts'
import { createPrincipalRepository } from '../../principals/principal-repository.ts'
import {
  changed,
  happening,
  happeningsOf,
  isUnlocked,
  newUser,
  present,
  refuseLockingOneself,
  refuseMailWithoutAddress,
  refuseSecondFactor,
} from './administrator-changes.ts'
import { createAdministratorRepository, type StoredAdministrator } from './administrator-repository.ts'
import { utcOffset } from './utc-offset.ts'

const group = 'platformRights.administratorRights'

export interface AdministratorServiceDependencies {
  readonly database: Database<ManagerTables>
  readonly clock: () => number
  readonly profile: 'full' | 'stock'
  /** Refuses what the tenant's rules do not allow. */
  readonly hashPassword: (tenantID: number, username: string, password: string) => Promise<string>
  readonly endSessions: (transaction: Transaction, administratorID: number) => Promise<void>
}

export function createAdministratorService({
  database,
  clock,
  profile,
  hashPassword,
  endSessions,
}: AdministratorServiceDependencies) {
  const reading = () => createAdministratorRepository(database.kysely)
  // Wrong passwords count for whoever is locked out by hand too, but no time unlocks them.
  const shown = ({ unlockTime, ...user }: StoredAdministrator): Administrator => ({
    ...user,
    ...(user.active && unlockTime !== undefined && { unlockTime }),
    UTCOffset: utcOffset(user.timeZone, clock()),
  })

  async function hashNew(caller: Caller, ID: number, password: string, newName?: string): Promise<string> {
    const { username } = present(await reading().find(caller.tenantID, ID))
    return await hashPassword(caller.tenantID, newName ?? username, password)
  }

  /** A user that the caller may change; another's rights count only where the caller's role says so. */
  async function manageable(transaction: Transaction, caller: Caller, ID: number): Promise<StoredAdministrator> {
    const user = present(await createAdministratorRepository(transaction).find(caller.tenantID, ID))
    const role = await createHeldRoleRepository(transaction).find(caller.tenantID, user.roleID)
    if (role) requireManageable(caller.role, role)
    return user
  }

  async function requireGrantOf(transaction: Transaction, caller: Caller, roleID: number): Promise<void> {
    const role = await createHeldRoleRepository(transaction).find(caller.tenantID, roleID)
    if (role === undefined) throw new Refusal(400, `roleID: there is no role ${roleID}.`, { field: 'roleID' })
    requireGrant(caller.role, role)
  }

  return {
    async list(caller: Caller): Promise<Administrator[]> {
      requireRight(caller, `${group}.canViewAdministrators`)
      return (await reading().list(caller.tenantID)).map(shown)
    },
    async search(caller: Caller, filter: SearchFilter): Promise<Administrator[]> {
      requireRight(caller, `${group}.canViewAdministrators`)
      return (await reading().search(caller.tenantID, filter)).map(shown)
    },
    async describe(caller: Caller, ID: number): Promise<Administrator> {
      // Everyone may read who they are; the real product does not let them.
      if (ID !== caller.ID || profile === 'stock') requireRight(caller, `${group}.canViewAdministrators`)
      return shown(present(await reading().find(caller.tenantID, ID)))
    },
    async create(caller: Caller, { password, ...body }: CreateAdministrator): Promise<Administrator> {
      requireRight(caller, `${group}.canCreateNewAdministrators`)
      refuseSecondFactor(body, { ID: 0, mfaType: 'none' }, caller)
      const passwordHash = await hashPassword(caller.tenantID, body.username, password)
      return await database.transaction(async (transaction) => {
        await requireGrantOf(transaction, caller, body.roleID)
        const ID = await createPrincipalRepository(transaction).add(caller.tenantID, 'administrator', body.username)
        const user = changed(newUser(caller, body, ID, clock()), body)
        refuseMailWithoutAddress(user)
        await createAdministratorRepository(transaction).add(caller.tenantID, user, passwordHash)
        await record(transaction, clock(), happening('administrator-created', caller, user))
        return shown(user)
      })
    },
    async modify(caller: Caller, ID: number, { password, ...body }: ModifyAdministrator): Promise<Administrator> {
      requireRight(caller, `${group}.canEditAdministratorProperties`)
      const passwordHash = password === undefined ? undefined : await hashNew(caller, ID, password, body.username)
      return await database.transaction(async (transaction) => {
        const users = createAdministratorRepository(transaction)
        const before = await manageable(transaction, caller, ID)
        refuseSecondFactor(body, before, caller)
        const unlocked = isUnlocked(before, body, clock())
        const after = changed(before, body, passwordHash === undefined ? undefined : clock(), unlocked)
        const opens = after.mfaType !== before.mfaType || unlocked
        refuseMailWithoutAddress(after)
        refuseLockingOneself(caller, before, after)
        // Whoever sets a password, unlocks, takes a second factor away or assigns a role could sign in with what that role may do.
        if (passwordHash !== undefined || opens) await requireGrantOf(transaction, caller, before.roleID)
        if (after.roleID !== before.roleID) await requireGrantOf(transaction, caller, after.roleID)
        if (after.username !== before.username)
          await createPrincipalRepository(transaction).rename(caller.tenantID, 'administrator', ID, after.username)
        await users.replace(caller.tenantID, after, passwordHash)
        if (after.mfaType !== before.mfaType) await principals(transaction).removeSecondFactor(ID)
        if (passwordHash !== undefined || !after.active || after.mfaType !== before.mfaType)
          await endSessions(transaction, ID)
        await refuseNobodyLeft(transaction, caller.tenantID, before)
        for (const happened of happeningsOf(caller, before, after, passwordHash !== undefined))
          await record(transaction, clock(), happened)
        return shown(after)
      })
    },
    async remove(caller: Caller, ID: number): Promise<void> {
      requireRight(caller, `${group}.canDeleteAdministrators`)
      await database.transaction(async (transaction) => {
        const users = createAdministratorRepository(transaction)
        const user = await manageable(transaction, caller, ID)
        if (ID === caller.ID) throw new Refusal(400, 'Nobody can delete themselves.')
        await endSessions(transaction, ID)
        await users.remove(caller.tenantID, ID)
        await createPrincipalRepository(transaction).remove(caller.tenantID, ID)
        await refuseNobodyLeft(transaction, caller.tenantID, user)
        await record(transaction, clock(), happening('administrator-deleted', caller, user))
      })
    },
  }
}
export type AdministratorService = ReturnType<typeof createAdministratorService>

/** Asked after the change, in its transaction: of two at once that leave nobody, the second is refused. */
async function refuseNobodyLeft(
  transaction: Transaction,
  tenantID: number,
  before: StoredAdministrator,
): Promise<void> {
  if (!before.active || before.roleID !== fullAccessRoleID) return
  if ((await createAdministratorRepository(transaction).countActive(tenantID, fullAccessRoleID)) === 0)
    throw new Refusal(400, 'The last active user with full access must stay one.')
}
