import { createHash } from 'node:crypto'
import type { Kysely, Selectable } from 'kysely'
import { z } from 'zod'
import type { ManagerTables } from '../database/tables.ts'
import type { HeldRole } from './held-role.ts'

const texts = z.array(z.string())
const numbers = z.array(z.number())

/** What a role lets its holders do, for whoever decides; the roles feature is the one that changes them. */
export function createHeldRoleRepository(db: Kysely<ManagerTables>) {
  return {
    async find(tenantID: number, ID: number): Promise<HeldRole | undefined> {
      const row = await db
        .selectFrom('roles')
        .selectAll()
        .where('tenant_id', '=', tenantID)
        .where('id', '=', ID)
        .executeTakeFirst()
      return row && toHeldRole(row)
    },
  }
}

export const roleURN = (tenantID: number, name: string): string => `urn:tmds:identity::${tenantID}:role/${name}`

export const rightsDigest = (text: string): string => createHash('sha256').update(text).digest('base64')

// The same digest always means the same rights, so only the reading of them is saved: which digest a role has is read for every call.
const known = new Map<string, ReadonlySet<string>>()
const knownMax = 1_000

function rightsOf({ rights: text, rights_digest: digest }: Pick<RoleRow, 'rights' | 'rights_digest'>) {
  const rights = known.get(digest) ?? new Set(texts.parse(JSON.parse(text)))
  if (known.size >= knownMax) known.clear()
  if (rightsDigest(text) === digest) known.set(digest, rights)
  return rights
}

const IDsOf = (text: string): readonly number[] => (text === '[]' ? [] : numbers.parse(JSON.parse(text)))

/** Of a role, beside the row of whoever holds it. */
export const heldRoleColumns = [
  'roles.name',
  'roles.rights_digest',
  'roles.all_computers',
  'roles.all_policies',
  'roles.computer_ids',
  'roles.computer_group_ids',
  'roles.policy_ids',
  'roles.allow_user_interface',
  'roles.allow_web_service',
  'roles.only_equal_or_lesser',
] as const
type RoleRow = Selectable<ManagerTables['roles']>
type RowOfHolder = Omit<RowOfHeldRole, 'id' | 'rights'> & { readonly tenant_id: number; readonly role_id: number }

/** The role of whoever was read together with the columns above; of rights never seen before the text is read as well. */
export async function heldRoleBeside(db: Kysely<ManagerTables>, row: RowOfHolder): Promise<HeldRole | undefined> {
  const rights = known.get(row.rights_digest)
  return rights
    ? heldRoleOf(row.role_id, row, rights)
    : await createHeldRoleRepository(db).find(row.tenant_id, row.role_id)
}

type RowOfHeldRole = Pick<
  RoleRow,
  | 'id'
  | 'name'
  | 'rights'
  | 'rights_digest'
  | 'all_computers'
  | 'all_policies'
  | 'computer_ids'
  | 'computer_group_ids'
  | 'policy_ids'
  | 'allow_user_interface'
  | 'allow_web_service'
  | 'only_equal_or_lesser'
>

export const toHeldRole = (row: RowOfHeldRole): HeldRole => heldRoleOf(row.id, row, rightsOf(row))

const heldRoleOf = (ID: number, row: Omit<RowOfHeldRole, 'id' | 'rights'>, rights: ReadonlySet<string>): HeldRole => ({
  ID,
  name: row.name,
  rights,
  allComputers: row.all_computers === 1,
  allPolicies: row.all_policies === 1,
  computerIDs: IDsOf(row.computer_ids),
  computerGroupIDs: IDsOf(row.computer_group_ids),
  policyIDs: IDsOf(row.policy_ids),
  allowUserInterface: row.allow_user_interface === 1,
  allowWebService: row.allow_web_service === 1,
  onlyEqualOrLesser: row.only_equal_or_lesser === 1,
})
