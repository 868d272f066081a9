import { apiKeyStatuses, type ApiKeyStatus } from './status.ts'

export const columnIDs = [
  'name',
  'role',
  'status',
  'expires',
  'lastSignIn',
  'created',
  'description',
  'ID',
  'language',
  'timeZone',
  'failedAttempts',
  'unlockTime',
] as const
export type ColumnID = (typeof columnIDs)[number]
export const defaultColumns: readonly ColumnID[] = columnIDs.slice(0, 7)

export const groupings = ['role', 'status'] as const
export type Grouping = (typeof groupings)[number]

export interface Sort {
  readonly column: ColumnID
  readonly descending: boolean
}

/** What of the list stands in the address, as it is written there; the order by name is the one that is not written. */
export interface ListSearch {
  readonly q?: string | undefined
  readonly sort?: string | undefined
  readonly cols?: string | undefined
  readonly group?: Grouping | undefined
  readonly status?: ApiKeyStatus | undefined
  /** The role's ID. */
  readonly role?: string | undefined
  readonly language?: 'en-US' | 'ja-JP' | undefined
  /** Days such as 2026-11-21; the expiry is on the day or later, or before it. */
  readonly after?: string | undefined
  readonly expires?: string | undefined
  readonly seen?: string | undefined
}
export const filterNames = ['status', 'role', 'after', 'expires', 'seen', 'language'] as const
export type FilterName = (typeof filterNames)[number]
export type Filters = Pick<ListSearch, FilterName>

const byName: Sort = { column: 'name', descending: false }
const day = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/

/** Only what is known is taken. */
export function parseListSearch(search: Readonly<Record<string, unknown>>): ListSearch {
  const text = (name: string): string | undefined => {
    const value = search[name]
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const matching = (name: string, pattern: RegExp) => (pattern.test(text(name) ?? '') ? text(name) : undefined)
  const sort = text('sort')
  return {
    q: text('q'),
    sort: sortOf(sort) === byName ? undefined : sort,
    cols: matching('cols', /^[A-Za-z,]+$/),
    group: groupings.find((grouping) => grouping === text('group')),
    status: apiKeyStatuses.find((status) => status === text('status')),
    role: matching('role', /^\d{1,10}$/),
    language: (['en-US', 'ja-JP'] as const).find((language) => language === text('language')),
    after: matching('after', day),
    expires: matching('expires', day),
    seen: text('seen') === 'never' ? 'never' : matching('seen', day),
  }
}

export function sortOf(text: string | undefined): Sort {
  const descending = text?.startsWith('-') ?? false
  const column = columnIDs.find((candidate) => candidate === (descending ? text?.slice(1) : text))
  return column === undefined || (column === 'name' && !descending) ? byName : { column, descending }
}

/** The same column again turns the order round. */
export function sortedBy(column: string, before: Sort): string {
  const next = columnIDs.find((candidate) => candidate === column) ?? byName.column
  return next === before.column && !before.descending ? `-${next}` : next
}

/** The name is always there, and the order is ours. */
export function columnsOf(text: string | undefined): readonly ColumnID[] {
  if (text === undefined) return defaultColumns
  const wanted = new Set(['name', ...text.split(',')])
  return columnIDs.filter((column) => wanted.has(column))
}

export function toggledColumn(text: string | undefined, column: ColumnID): string | undefined {
  const shown = new Set(columnsOf(text))
  if (!shown.delete(column)) shown.add(column)
  const next = columnIDs.filter((candidate) => shown.has(candidate)).join(',')
  return next === defaultColumns.join(',') ? undefined : next
}

export const hasFilters = (search: Filters): boolean => filterNames.some((name) => search[name] !== undefined)
