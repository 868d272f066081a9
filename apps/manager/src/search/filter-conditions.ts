import { Refusal } from '@latchkey/contract'
import { sql, type Expression, type SqlBool } from 'kysely'
import type { Filter } from './filter.ts'

/** A column that holds text, or a test of its own. */
export type FilterFields = Readonly<Record<string, string | ((value: string) => Expression<SqlBool>)>>

export function conditionOf(filter: Filter | undefined, fields: FilterFields): Expression<SqlBool> {
  if (filter === undefined) return sql<SqlBool>`1 = 1`
  switch (filter.kind) {
    case 'not':
      return sql<SqlBool>`NOT (${conditionOf(filter.part, fields)})`
    case 'and':
    case 'or':
      return joined(filter, fields)
    case 'eq': {
      const field = fieldOf(filter.field, fields)
      return typeof field === 'string' ? sql<SqlBool>`${sql.ref(field)} = ${filter.value}` : field(filter.value)
    }
    case 'contains': {
      const column = fieldOf(filter.field, fields)
      if (typeof column !== 'string')
        throw new Refusal(400, `The header TMV1-Filter cannot be read: contains is for texts, not for ${filter.field}.`)
      // What is left differs where the part was in it; unlike LIKE that is the same on both engines.
      return sql<SqlBool>`replace(${sql.ref(column)}, ${filter.value}, '') <> ${sql.ref(column)}`
    }
  }
}

function joined({ kind, parts }: Extract<Filter, { kind: 'and' | 'or' }>, fields: FilterFields): Expression<SqlBool> {
  const conditions = parts.map((part) => conditionOf(part, fields))
  return sql<SqlBool>`(${sql.join(conditions, kind === 'and' ? sql` AND ` : sql` OR `)})`
}

function fieldOf(name: string, fields: FilterFields) {
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined
  if (field === undefined)
    throw new Refusal(
      400,
      `The header TMV1-Filter names ${name}, which cannot be filtered; these can: ${Object.keys(fields).join(', ')}.`,
    )
  return field
}
