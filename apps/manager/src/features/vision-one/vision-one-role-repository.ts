import { sql, type Kysely } from 'kysely'
import type { ManagerTables } from '../../database/tables.ts'
import { conditionOf, type FilterFields } from '../../search/filter-conditions.ts'
import { numberIn } from '../../principals/object-id.ts'
import { rowsIn, type Slice } from '../../search/slice.ts'

const fields: FilterFields = {
  id: (value) => sql`id = ${numberIn('role', value.toLowerCase()) ?? -1}`,
  name: 'name',
}
const columns = { lastUpdatedDateTime: 'modified' }

/** Roles by their names: keys name theirs instead of numbering it. */
export function createVisionOneRoleRepository(db: Kysely<ManagerTables>) {
  const ofTenant = (tenantID: number) => db.selectFrom('roles').where('tenant_id', '=', tenantID)
  return {
    async list(tenantID: number, slice: Slice<keyof typeof columns>) {
      const query = ofTenant(tenantID)
        .where(conditionOf(slice.filter, fields))
        .select(['id as ID', 'name', 'description'])
      const { rows, total } = await rowsIn(query, slice, columns, 'id')
      return { items: rows, total }
    },
    async findByName(tenantID: number, name: string): Promise<number | undefined> {
      const row = await ofTenant(tenantID).select('id').where('name', '=', name).executeTakeFirst()
      return row?.id
    },
    async nameOf(tenantID: number, ID: number): Promise<string> {
      const { name } = await ofTenant(tenantID).select('name').where('id', '=', ID).executeTakeFirstOrThrow()
      return name
    },
  }
}
