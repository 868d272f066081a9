import type { ApiKey } from '@latchkey/contract'
import { statusOf } from './api-key-status.ts'

export const columnNames = ['name', 'role', 'status', 'expires', 'lastSignIn', 'created', 'description'] as const
export type ColumnName = (typeof columnNames)[number]
/** As in the address: the column, with a minus in front for the other way round. */
export type Sort = ColumnName | `-${ColumnName}`

const sorts: readonly string[] = columnNames.flatMap((name) => [name, `-${name}`])
export const isSort = (text: unknown): text is Sort => typeof text === 'string' && sorts.includes(text)

interface Shown {
  readonly roleName: (roleID: number) => string
  readonly now: number
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })
const late = Number.MAX_SAFE_INTEGER
const statusOrder = ['locked-out', 'expired', 'expiring', 'active']

const valueOf: Readonly<Record<ColumnName, (key: ApiKey, shown: Shown) => string | number>> = {
  name: (key) => key.keyName,
  role: (key, { roleName }) => roleName(key.roleID),
  status: (key, { now }) => statusOrder.indexOf(statusOf(key, now)),
  expires: (key) => key.expiryDate ?? late,
  lastSignIn: (key) => key.lastSignIn ?? 0,
  created: (key) => key.created,
  description: (key) => key.description,
}

/** Filtered and in order; the search looks at name, description and role. */
export function shownKeys(
  keys: readonly ApiKey[],
  { search, sort, ...shown }: Shown & { search: string; sort: Sort },
): readonly ApiKey[] {
  const wanted = search.trim().toLocaleLowerCase()
  const matching =
    wanted === ''
      ? keys
      : keys.filter((key) =>
          `${key.keyName}\n${key.description}\n${shown.roleName(key.roleID)}`.toLocaleLowerCase().includes(wanted),
        )
  const direction = sort.startsWith('-') ? -1 : 1
  const column = columnNames.find((name) => sort === name || sort === `-${name}`) ?? 'name'
  return matching
    .map((key) => ({ key, value: valueOf[column](key, shown) }))
    .toSorted((a, b) => direction * compare(a.value, b.value) || a.key.ID - b.key.ID)
    .map(({ key }) => key)
}

function compare(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b))
}
