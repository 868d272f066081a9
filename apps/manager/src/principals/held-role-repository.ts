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
    async identity(tenantID: number, roleID: number): Promise<{ guid: string; roleURN: string }> {
      const row = await db
        .selectFrom('roles')
        .innerJoin('tenants', 'tenants.id', 'roles.tenant_id')
        .select(['tenants.guid', 'roles.name'])
        .where('roles.tenant_id', '=', tenantID)
        .where('roles.id', '=', roleID)
        .executeTakeFirstOrThrow()
      return { guid: row.guid, roleURN: roleURN(tenantID, row.name) }
    },
  }
}

export const roleURN = (tenantID: number, name: string): string => `urn:tmds:identity::${tenantID}:role/${name}`

// The same text always means the same rights, so only the parsing is saved: which text a role holds is read for every call.
const parsed = new Map<string, ReadonlySet<string>>()
const parsedMax = 1_000

function rightsOf(text: string): ReadonlySet<string> {
  const known = parsed.get(text)
  if (known) return known
  const rights = new Set(texts.parse(JSON.parse(text)))
  if (parsed.size >= parsedMax) parsed.clear()
  parsed.set(text, rights)
  return rights
}

const IDsOf = (text: string): readonly number[] => (text === '[]' ? [] : numbers.parse(JSON.parse(text)))

export function toHeldRole(row: Selectable<ManagerTables['roles']>): HeldRole {
  return {
    ID: row.id,
    name: row.name,
    rights: rightsOf(row.rights),
    allComputers: row.all_computers === 1,
    allPolicies: row.all_policies === 1,
    computerIDs: IDsOf(row.computer_ids),
    computerGroupIDs: IDsOf(row.computer_group_ids),
    policyIDs: IDsOf(row.policy_ids),
    allowUserInterface: row.allow_user_interface === 1,
    allowWebService: row.allow_web_service === 1,
    onlyEqualOrLesser: row.only_equal_or_lesser === 1,
  }
}
