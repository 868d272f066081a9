import { sql, type RawBuilder, type SelectQueryBuilder } from 'kysely'
import type { Filter } from './filter.ts'

/** A part of what a filter lets through, in an order. */
export interface Slice<Field extends string = string> {
  readonly filter: Filter | undefined
  readonly order: readonly { readonly field: Field; readonly descending: boolean }[]
  readonly offset: number
  readonly limit: number
}

/** Of everything a query finds one slice, and how much it is in all. */
export async function rowsIn<Tables, Table extends keyof Tables, Row, Field extends string>(
  query: SelectQueryBuilder<Tables, Table, Row>,
  { order, offset, limit }: Slice<Field>,
  columns: Readonly<Record<Field, string>>,
  tieBreak: string,
): Promise<{ rows: Row[]; total: number }> {
  const { total } = await query
    .clearSelect()
    .select(sql<number>`count(*)`.as('total'))
    // For any row the compiler cannot work out what is left of it.
    .$castTo<{ total: number }>()
    .executeTakeFirstOrThrow()
  const terms = order.map(({ field, descending }) => ordered(columns[field], descending))
  const sorted = query.orderBy(sql.join([...terms, sql.ref(tieBreak)]))
  return { rows: await sorted.limit(limit).offset(offset).execute(), total }
}

/** What there is none of comes first, as an empty text does, on either engine. */
function ordered(column: string, descending: boolean): RawBuilder<unknown> {
  const direction = descending ? sql`DESC` : sql`ASC`
  return sql`${sql.ref(column)} IS NOT NULL ${direction}, ${sql.ref(column)} ${direction}`
}
