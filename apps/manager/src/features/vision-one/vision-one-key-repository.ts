import { sql, type Kysely } from 'kysely'
import type { ManagerTables } from '../../database/tables.ts'
import { conditionOf, type FilterFields } from '../../search/filter-conditions.ts'
import { numberIn } from '../../principals/object-id.ts'
import { rowsIn, type Slice } from '../../search/slice.ts'

export interface ListedKey {
  readonly ID: number
  readonly keyName: string
  readonly description: string
  readonly active: boolean
  readonly expiryDate?: number | undefined
  readonly lastSignIn?: number | undefined
  readonly role: string
}

const fields: FilterFields = {
  id: (value) => sql`api_keys.id = ${numberIn('key', value.toLowerCase()) ?? -1}`,
  name: 'api_keys.key_name',
  role: 'roles.name',
  status: (value) => sql`api_keys.active = ${{ enabled: 1, disabled: 0 }[value] ?? -1}`,
}
const columns = {
  createdDateTime: 'api_keys.created',
  lastModifiedDateTime: 'api_keys.modified',
  lastUsedDateTime: 'api_keys.last_sign_in',
  expiredDateTime: 'api_keys.expiry_date',
}

/** Keys with the names of their roles. */
export function createVisionOneKeyRepository(db: Kysely<ManagerTables>) {
  return {
    async list(tenantID: number, slice: Slice<keyof typeof columns>): Promise<{ items: ListedKey[]; total: number }> {
      const query = db
        .selectFrom('api_keys')
        .innerJoin('roles', (join) =>
          join.onRef('roles.tenant_id', '=', 'api_keys.tenant_id').onRef('roles.id', '=', 'api_keys.role_id'),
        )
        .where('api_keys.tenant_id', '=', tenantID)
        .where(conditionOf(slice.filter, fields))
        .selectAll('api_keys')
        .select('roles.name as role_name')
      const { rows, total } = await rowsIn(query, slice, columns, 'api_keys.id')
      const items = rows.map((row) => ({
        ID: row.id,
        keyName: row.key_name,
        description: row.description,
        active: row.active === 1,
        expiryDate: row.expiry_date ?? undefined,
        lastSignIn: row.last_sign_in ?? undefined,
        role: row.role_name,
      }))
      return { items, total }
    },
  }
}
