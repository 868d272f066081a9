import {
  overlayRights,
  Refusal,
  type CreateRole,
  type ModifyRole,
  type Role,
  type SearchFilter,
} from '@latchkey/contract'
import type { Database } from '@latchkey/database'
import { requireRight, type Caller } from '../../caller.ts'
import type { ManagerTables } from '../../database/tables.ts'
import { requireGrant } from '../../principals/held-role.ts'
import { changesOf } from '../../events/changes.ts'
import { record, type Happening } from '../../events/system-events.ts'
import { newRole } from './built-in-roles.ts'
import { createRoleRepository, type StoredRole } from './role-repository.ts'

const group = 'platformRights.administratorRoleRights'

export interface RoleServiceDependencies {
  readonly database: Database<ManagerTables>
  readonly clock: () => number
  readonly profile?: 'full' | 'stock'
}

export function createRoleService({ database, clock, profile = 'full' }: RoleServiceDependencies) {
  const reading = () => createRoleRepository(database.kysely)

  return {
    async list(caller: Caller): Promise<Role[]> {
      requireRight(caller, `${group}.canViewAdministratorRoles`)
      return await reading().list(caller.tenantID)
    },
    async search(caller: Caller, filter: SearchFilter): Promise<Role[]> {
      requireRight(caller, `${group}.canViewAdministratorRoles`)
      return await reading().search(caller.tenantID, filter)
    },
    async describe(caller: Caller, ID: number): Promise<Role> {
      // Everyone may read what they themselves may do.
      if (ID !== caller.role.ID || profile === 'stock') requireRight(caller, `${group}.canViewAdministratorRoles`)
      return present(await reading().describe(caller.tenantID, ID))
    },
    async create(caller: Caller, body: CreateRole): Promise<Role> {
      requireRight(caller, `${group}.canCreateNewAdministratorRoles`)
      return await database.transaction(async (transaction) => {
        const roles = createRoleRepository(transaction)
        const role = changed({ ...newRole, name: body.name, ID: 0 }, body)
        requireGrant(caller.role, role)
        if (await roles.isNameTaken(caller.tenantID, role.name)) throw takenName(role.name)
        const ID = await roles.add(caller.tenantID, role, clock())
        await record(transaction, clock(), happening('role-created', caller, { ...role, ID }))
        return present(await roles.describe(caller.tenantID, ID))
      })
    },
    async modify(caller: Caller, ID: number, body: ModifyRole): Promise<Role> {
      requireRight(caller, `${group}.canEditAdministratorRoleProperties`)
      return await database.transaction(async (transaction) => {
        const roles = createRoleRepository(transaction)
        const before = present(await roles.find(caller.tenantID, ID))
        refuseImmutable(before)
        const after = changed(before, body)
        // Neither may it become more than the caller, nor may one edit what is already beyond oneself.
        requireGrant(caller.role, before)
        requireGrant(caller.role, after)
        if (await roles.isNameTaken(caller.tenantID, after.name, ID)) throw takenName(after.name)
        await roles.replace(caller.tenantID, after, clock())
        const description = roleChanges(before, after)
        if (description !== '')
          await record(transaction, clock(), { ...happening('role-updated', caller, after), description })
        return present(await roles.describe(caller.tenantID, ID))
      })
    },
    async remove(caller: Caller, ID: number): Promise<void> {
      requireRight(caller, `${group}.canDeleteAdministratorRoles`)
      await database.transaction(async (transaction) => {
        const roles = createRoleRepository(transaction)
        const role = present(await roles.find(caller.tenantID, ID))
        refuseImmutable(role)
        const { users, keys } = await roles.holders(caller.tenantID, ID)
        if (users + keys > 0)
          throw new Refusal(400, `The role "${role.name}" is in use (users: ${users}, API keys: ${keys}).`)
        await roles.remove(caller.tenantID, ID)
        await record(transaction, clock(), happening('role-deleted', caller, role))
      })
    },
  }
}
export type RoleService = ReturnType<typeof createRoleService>

function present<Found>(role: Found | undefined): Found {
  if (role === undefined) throw new Refusal(404, 'The role does not exist.')
  return role
}

function refuseImmutable({ immutable, name }: StoredRole): void {
  if (immutable) throw new Refusal(400, `The role "${name}" is built in and cannot be changed.`)
}

const takenName = (name: string) => new Refusal(400, `A role named "${name}" exists already.`, { field: 'name' })

const happening = (event: Happening['event'], caller: Caller, role: StoredRole): Happening => ({
  event,
  tenantID: caller.tenantID,
  by: caller,
  target: { kind: 'role', ID: role.ID, name: role.name },
})

function roleChanges({ rights: held, ...before }: StoredRole, { rights, ...after }: StoredRole): string {
  const gained = [...rights].filter((right) => !held.has(right)).map((right) => `+${right}`)
  const lost = [...held].filter((right) => !rights.has(right)).map((right) => `-${right}`)
  return [changesOf(before, after), ...gained, ...lost].filter((part) => part !== '').join('; ')
}

function changed(role: StoredRole, body: ModifyRole): StoredRole {
  return {
    ID: role.ID,
    immutable: role.immutable,
    name: body.name ?? role.name,
    description: body.description ?? role.description,
    onlyEqualOrLesser: body.canOnlyManipulateUsersWithEqualOrLesserRights ?? role.onlyEqualOrLesser,
    rights: overlayRights(role.rights, body.rights ?? {}),
    allComputers: body.allComputers ?? role.allComputers,
    allPolicies: body.allPolicies ?? role.allPolicies,
    computerIDs: body.computerIDs ?? role.computerIDs,
    computerGroupIDs: body.computerGroupIDs ?? role.computerGroupIDs,
    policyIDs: body.policyIDs ?? role.policyIDs,
    allowUserInterface: body.allowUserInterface ?? role.allowUserInterface,
    allowWebService: body.allowWebService ?? role.allowWebService,
    allowManageWorkloadSecurityLink: body.allowManageWorkloadSecurityLink ?? role.allowManageWorkloadSecurityLink,
    allowMigration: body.allowMigration ?? role.allowMigration,
  }
}
