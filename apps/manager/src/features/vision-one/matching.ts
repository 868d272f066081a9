import { Refusal } from '@latchkey/contract'
import type { Filter } from '../../search/filter.ts'

/** The same filter, for what stands in no table. */
export function matching(filter: Filter | undefined, item: Readonly<Record<string, string>>): boolean {
  switch (filter?.kind) {
    case undefined:
      return true
    case 'not':
      return !matching(filter.part, item)
    case 'and':
      return filter.parts.every((part) => matching(part, item))
    case 'or':
      return filter.parts.some((part) => matching(part, item))
    case 'eq':
      return valueOf(filter.field, item) === filter.value
    case 'contains':
      return valueOf(filter.field, item).includes(filter.value)
  }
}

function valueOf(field: string, item: Readonly<Record<string, string>>): string {
  const value = Object.hasOwn(item, field) ? item[field] : undefined
  if (value === undefined) throw new Refusal(400, `The header TMV1-Filter names ${field}, which cannot be filtered.`)
  return value
}
