import { setImmediate as nextTurn } from 'node:timers/promises'
import type { SearchFilter } from '@latchkey/contract'
import type { Database } from '@latchkey/database'
import { sql, type RawBuilder } from 'kysely'
import type { ManagerTables } from '../database/tables.ts'
import { conditionsOf, looksThrough, type SearchableFields } from './criteria.ts'
import { idRangeOf, type IDRange } from './id-range.ts'

/** A part of a list: its objects as JSON, with commas between them. */
export interface ListPage {
  readonly items: string
  readonly count: number
  readonly isLast: boolean
}

interface JsonList {
  readonly table: 'api_keys' | 'system_events' | 'api_usage_metrics'
  readonly searchable: SearchableFields
  /** One object as text, from expressions over the columns of a row. */
  readonly object: (text: (column: string) => RawBuilder<unknown>) => RawBuilder<string>
}

interface Wanted extends Pick<SearchFilter, 'searchCriteria' | 'maxItems'> {
  readonly newestFirst?: boolean
}

const pageSize = 1_000
const lookedAtAtOnce = 5_000

/**
 * Lists as JSON that the database builds, a page at a time by ID: memory stays the same however many there are, and other
 * calls run between two pages, or while nothing is found.
 */
export function createJsonPages(
  { kysely, engine }: Database<ManagerTables>,
  { table, searchable, object }: JsonList,
): (tenantID: number, wanted: Wanted) => AsyncGenerator<ListPage> {
  const item = object((column) =>
    engine === 'sqlite' ? sql`json_quote(${sql.ref(column)})` : sql`to_json(${sql.ref(column)})::text`,
  )

  /** How far one query may look; undefined where that is to the end. */
  async function reach(tenantID: number, last: number, way: Way): Promise<number | undefined> {
    const row = await kysely
      .selectFrom(table)
      .select('id')
      .where('tenant_id', '=', tenantID)
      .where('id', way.further, last)
      .where('id', way.before, way.stop)
      .orderBy('id', way.direction)
      .limit(1)
      .offset(lookedAtAtOnce - 1)
      .executeTakeFirst()
    return row?.id
  }

  return async function* pages(tenantID, { searchCriteria, maxItems, newestFirst = false }) {
    const wanted = conditionsOf(searchCriteria, searchable)
    const isWide = looksThrough(searchCriteria, searchable)
    const way = wayThrough(idRangeOf(searchCriteria), newestFirst)
    const { further, upTo, direction } = way
    // SQLite joins in the order of the rows it is given; sorting them again would cost half as much again.
    const order = engine === 'sqlite' ? sql`` : sql` ORDER BY id ${sql.raw(direction)}`
    let last: number = way.start
    for (let left = maxItems; ;) {
      const limit = Math.min(left, pageSize)
      const end = isWide ? await reach(tenantID, last, way) : undefined
      let page = kysely
        .selectFrom(table)
        .select(['id', item.as('item')])
        .where('tenant_id', '=', tenantID)
        .where('id', further, last)
        .where((expression) => expression.and(wanted))
        .orderBy('id', direction)
        .limit(limit)
      if (end !== undefined) page = page.where('id', upTo, end)
      const found = await kysely
        .selectFrom(page.as('page'))
        .select([
          sql<string | null>`string_agg(item, ','${order})`.as('items'),
          sql<number>`count(*)`.as('count'),
          sql<number | null>`${newestFirst ? sql`min(id)` : sql`max(id)`}`.as('last'),
        ])
        .executeTakeFirstOrThrow()
      left -= found.count
      const isFull = found.count === limit
      const isLast = left <= 0 || (!isFull && end === undefined)
      if (found.count > 0 || isLast) yield { items: found.items ?? '', count: found.count, isLast }
      if (isLast) return
      last = (isFull ? found.last : end) ?? last
      await nextTurn()
    }
  }
}

const wayThrough = ({ above, below }: IDRange, newestFirst: boolean) =>
  newestFirst
    ? ({ further: '<', before: '>', upTo: '>=', direction: 'desc', start: below, stop: above } as const)
    : ({ further: '>', before: '<', upTo: '<=', direction: 'asc', start: above, stop: below } as const)
type Way = ReturnType<typeof wayThrough>

export const jsonFlag = (column: string): RawBuilder<string> =>
  sql`CASE ${sql.ref(column)} WHEN 1 THEN 'true' ELSE 'false' END`

/** What is not set is left out by concat, with its name. */
export const jsonOptional = (name: string, column: string): RawBuilder<string | null> =>
  sql`${sql.lit(`,"${name}":`)} || ${sql.ref(column)}`
