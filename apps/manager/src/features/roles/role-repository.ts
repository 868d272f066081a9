import { rightsTree, type Role, type SearchFilter } from '@latchkey/contract'
import type { Insertable, Kysely, Selectable } from 'kysely'
import { nextID } from '../../database/id-sequences.ts'
import type { ManagerTables } from '../../database/tables.ts'
import { folded } from '../../principals/folding.ts'
import { rightsDigest, roleURN, toHeldRole } from '../../principals/held-role-repository.ts'
import type { HeldRole } from '../../principals/held-role.ts'
import { conditionsOf, type SearchableFields } from '../../search/criteria.ts'

const searchable: SearchableFields = {
  canOnlyManipulateUsersWithEqualOrLesserRights: { kind: 'boolean', column: 'only_equal_or_lesser' },
  allComputers: { kind: 'boolean', column: 'all_computers' },
  allPolicies: { kind: 'boolean', column: 'all_policies' },
  allowUserInterface: { kind: 'boolean', column: 'allow_user_interface' },
  allowWebService: { kind: 'boolean', column: 'allow_web_service' },
  allowManageWorkloadSecurityLink: { kind: 'boolean', column: 'allow_manage_link', mayBeUnset: true },
  allowMigration: { kind: 'boolean', column: 'allow_migration', mayBeUnset: true },
  name: { kind: 'string', column: 'name' },
  description: { kind: 'string', column: 'description' },
}

/** A whole role, as the service changes it. */
export interface StoredRole extends HeldRole {
  readonly description: string
  readonly immutable: boolean
  /** What only a newer product knows; it decides nothing here, and is told to whoever has set it. */
  readonly allowManageWorkloadSecurityLink: boolean | undefined
  readonly allowMigration: boolean | undefined
}

export function createRoleRepository(db: Kysely<ManagerTables>) {
  const ofTenant = (tenantID: number) => db.selectFrom('roles').selectAll().where('tenant_id', '=', tenantID)
  return {
    async list(tenantID: number): Promise<Role[]> {
      return (await ofTenant(tenantID).orderBy('id').execute()).map(toRole)
    },
    async search(tenantID: number, { searchCriteria, maxItems }: SearchFilter): Promise<Role[]> {
      let query = ofTenant(tenantID)
      for (const condition of conditionsOf(searchCriteria, searchable)) query = query.where(condition)
      return (await query.orderBy('id').limit(maxItems).execute()).map(toRole)
    },
    async describe(tenantID: number, ID: number): Promise<Role | undefined> {
      const row = await ofTenant(tenantID).where('id', '=', ID).executeTakeFirst()
      return row && toRole(row)
    },
    async find(tenantID: number, ID: number): Promise<StoredRole | undefined> {
      const row = await ofTenant(tenantID).where('id', '=', ID).executeTakeFirst()
      return (
        row && {
          ...toHeldRole(row),
          description: row.description,
          immutable: row.immutable === 1,
          ...flagsOf(row),
        }
      )
    },
    async isNameTaken(tenantID: number, name: string, except = -1): Promise<boolean> {
      const row = await ofTenant(tenantID)
        .where('name_folded', '=', folded(name))
        .where('id', '!=', except)
        .executeTakeFirst()
      return row !== undefined
    },
    async add(tenantID: number, role: Omit<StoredRole, 'ID'>, now: number, givenID?: number): Promise<number> {
      const ID = givenID ?? (await nextID(db, 'role'))
      await db
        .insertInto('roles')
        .values({ ...toRow({ ...role, ID }), tenant_id: tenantID, modified: now })
        .execute()
      return ID
    },
    async replace(tenantID: number, role: StoredRole, now: number): Promise<void> {
      await db
        .updateTable('roles')
        .set({ ...toRow(role), modified: now })
        .where('tenant_id', '=', tenantID)
        .where('id', '=', role.ID)
        .execute()
    },
    async remove(tenantID: number, ID: number): Promise<void> {
      await db.deleteFrom('roles').where('tenant_id', '=', tenantID).where('id', '=', ID).execute()
    },
    async holders(tenantID: number, ID: number): Promise<{ users: number; keys: number }> {
      const count = async (table: 'administrators' | 'api_keys') => {
        const { holders } = await db
          .selectFrom(table)
          .select((expression) => expression.fn.countAll<number>().as('holders'))
          .where('tenant_id', '=', tenantID)
          .where('role_id', '=', ID)
          .executeTakeFirstOrThrow()
        return holders
      }
      return { users: await count('administrators'), keys: await count('api_keys') }
    },
  }
}

const flagOf = (column: number | null) => (column === null ? undefined : column === 1)
const columnOf = (flag: boolean | undefined) => (flag === undefined ? null : Number(flag))

const flagsOf = (row: Pick<Selectable<ManagerTables['roles']>, 'allow_manage_link' | 'allow_migration'>) => ({
  allowManageWorkloadSecurityLink: flagOf(row.allow_manage_link),
  allowMigration: flagOf(row.allow_migration),
})

function toRole(row: Selectable<ManagerTables['roles']>): Role {
  const held = toHeldRole(row)
  const { allowManageWorkloadSecurityLink, allowMigration } = flagsOf(row)
  return {
    name: row.name,
    description: row.description,
    urn: roleURN(row.tenant_id, row.name),
    immutable: row.immutable === 1,
    canOnlyManipulateUsersWithEqualOrLesserRights: held.onlyEqualOrLesser,
    allComputers: held.allComputers,
    allPolicies: held.allPolicies,
    allowUserInterface: held.allowUserInterface,
    allowWebService: held.allowWebService,
    ...(allowManageWorkloadSecurityLink !== undefined && { allowManageWorkloadSecurityLink }),
    ...(allowMigration !== undefined && { allowMigration }),
    rights: rightsTree(held.rights),
    // The lists mean nothing, and are left out, where everything is allowed.
    ...(!held.allComputers && { computerIDs: [...held.computerIDs], computerGroupIDs: [...held.computerGroupIDs] }),
    ...(!held.allPolicies && { policyIDs: [...held.policyIDs] }),
    ID: row.id,
  }
}

function toRow(role: StoredRole): Omit<Insertable<ManagerTables['roles']>, 'tenant_id'> {
  const rights = JSON.stringify([...role.rights])
  return {
    id: role.ID,
    name: role.name,
    name_folded: folded(role.name),
    description: role.description,
    description_folded: folded(role.description),
    immutable: Number(role.immutable),
    only_equal_or_lesser: Number(role.onlyEqualOrLesser),
    all_computers: Number(role.allComputers),
    all_policies: Number(role.allPolicies),
    allow_user_interface: Number(role.allowUserInterface),
    allow_web_service: Number(role.allowWebService),
    allow_manage_link: columnOf(role.allowManageWorkloadSecurityLink),
    allow_migration: columnOf(role.allowMigration),
    rights,
    rights_digest: rightsDigest(rights),
    computer_ids: JSON.stringify(role.computerIDs),
    computer_group_ids: JSON.stringify(role.computerGroupIDs),
    policy_ids: JSON.stringify(role.policyIDs),
  }
}
