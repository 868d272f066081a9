import type { SearchFilter } from '@latchkey/contract'
import type { Database } from '@latchkey/database'
import { sql, type RawBuilder } from 'kysely'
import type { ManagerTables } from '../../database/tables.ts'
import { conditionsOf } from '../../search/criteria.ts'
import { searchable } from './api-key-repository.ts'

/** A part of a list: its objects as JSON, with commas between them. */
export interface ListPage {
  readonly items: string
  readonly isLast: boolean
}

const pageSize = 1_000

/**
 * Lists of keys as JSON that the database builds, a page at a time by ID: memory stays the same however many there are,
 * and other calls run between two pages.
 */
export function createApiKeyListRepository({ kysely, engine }: Database<ManagerTables>) {
  const quoted = (column: string) =>
    engine === 'sqlite' ? sql`json_quote(${sql.ref(column)})` : sql`to_json(${sql.ref(column)})::text`
  // SQLite joins in the order of the rows it is given; sorting them again would cost half as much again.
  const order = engine === 'sqlite' ? sql`` : sql` ORDER BY id`
  const object = keyAsJson(quoted)

  return {
    async *pages(tenantID: number, { searchCriteria, maxItems }: Pick<SearchFilter, 'searchCriteria' | 'maxItems'>) {
      const wanted = conditionsOf(searchCriteria, searchable)
      let last = -1
      for (let left = maxItems; ; left -= pageSize) {
        const limit = Math.min(left, pageSize)
        const page = kysely
          .selectFrom('api_keys')
          .select(['id', object.as('item')])
          .where('tenant_id', '=', tenantID)
          .where('id', '>', last)
          .where((expression) => expression.and(wanted))
          .orderBy('id')
          .limit(limit)
        const found = await kysely
          .selectFrom(page.as('page'))
          .select([
            sql<string | null>`string_agg(item, ','${order})`.as('items'),
            sql<number>`count(*)`.as('count'),
            sql<number | null>`max(id)`.as('last'),
          ])
          .executeTakeFirstOrThrow()
        const isLast = found.count < limit || left <= pageSize
        yield { items: found.items ?? '', isLast } satisfies ListPage
        if (isLast) return
        last = found.last ?? last
      }
    },
  }
}

type Quoted = (column: string) => RawBuilder<unknown>

/** The same text as describing the key gives; what is not set is left out. */
const keyAsJson = (quoted: Quoted): RawBuilder<string> => sql<string>`
  '{"keyName":' || ${quoted('key_name')} || ',"description":' || ${quoted('description')} || ',"locale":' || ${quoted('locale')}
  || ',"roleID":' || role_id || ',"timeZone":' || ${quoted('time_zone')} || ',"active":' || ${flag('active')}
  || ',"created":' || created || ${optional('lastSignIn', 'last_sign_in')} || ${optional('unlockTime', 'unlock_time')}
  || ',"unsuccessfulSignInAttempts":' || attempts || ${optional('expiryDate', 'expiry_date')}
  || ',"serviceAccount":' || ${flag('service_account')} || ',"ID":' || id || '}'`

const flag = (column: string) => sql`CASE ${sql.ref(column)} WHEN 1 THEN 'true' ELSE 'false' END`
const optional = (name: string, column: string) => sql`coalesce(${sql.lit(`,"${name}":`)} || ${sql.ref(column)}, '')`
