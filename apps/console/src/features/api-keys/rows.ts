import type { ApiKey, Note } from '@latchkey/contract'
import type { ColumnID, Filters, Sort } from './list-search.ts'
import { apiKeyStatuses, statusAt, type ApiKeyStatus } from './status.ts'

export interface ApiKeyRow {
  readonly key: ApiKey
  /** Undefined where the viewer may not read the role. */
  readonly roleName: string | undefined
  readonly status: ApiKeyStatus
}

export interface KnownBeside {
  readonly roleNames: ReadonlyMap<number, string>
  readonly notes: ReadonlyMap<number, Pick<Note, 'secretNotConfirmed'>>
}

export const toRows = (keys: readonly ApiKey[], { roleNames, notes }: KnownBeside, now: number): ApiKeyRow[] =>
  keys.map((key) => ({
    key,
    roleName: roleNames.get(key.roleID),
    status: statusAt(key, now, notes.get(key.ID)?.secretNotConfirmed !== true),
  }))

// Full-width and half-width forms of one letter are one letter to those who search.
const folded = (text: string): string => text.normalize('NFKC').toLowerCase()

const foldedKeys = new WeakMap<ApiKey, string>()
/** Folding a hundred thousand keys takes longer than searching them: it is done once a key. */
function textOf(key: ApiKey): string {
  const known = foldedKeys.get(key) ?? folded(`${key.keyName}\n${key.description}`)
  foldedKeys.set(key, known)
  return known
}

/** Every word has to stand in the name, the description or the role. */
export function matching(rows: readonly ApiKeyRow[], q: string): readonly ApiKeyRow[] {
  const words = folded(q)
    .split(/\s+/)
    .filter((word) => word !== '')
  if (words.length === 0) return rows
  const roleTexts = new Map<string | undefined, string>([[undefined, '']])
  const roleText = (name: string | undefined): string => {
    const known = roleTexts.get(name) ?? folded(name ?? '')
    roleTexts.set(name, known)
    return known
  }
  return rows.filter(({ key, roleName }) => {
    const text = textOf(key)
    return words.every((word) => text.includes(word) || roleText(roleName).includes(word))
  })
}

/** A day counts from its beginning where the viewer is. */
const startOf = (day: string | undefined): number =>
  day === undefined ? Infinity : new Date(`${day}T00:00:00`).getTime()

export function filtered(rows: readonly ApiKeyRow[], filters: Filters): readonly ApiKeyRow[] {
  const { status, role, language, expires, seen } = filters
  const expiresBefore = startOf(expires)
  const seenBefore = seen === 'never' ? -Infinity : startOf(seen)
  return rows.filter(
    ({ key, status: now }) =>
      (status === undefined || status === now) &&
      (role === undefined || role === String(key.roleID)) &&
      (language === undefined || language === key.locale) &&
      (expires === undefined || (key.expiryDate ?? Infinity) < expiresBefore) &&
      (seen === undefined || key.lastSignIn === undefined || key.lastSignIn < seenBefore),
  )
}

type Compare = (a: ApiKeyRow, b: ApiKeyRow) => number

const compareBy = ({ compare }: Intl.Collator): Readonly<Record<Exclude<ColumnID, 'name'>, Compare>> => ({
  role: (a, b) => emptyLast(a.roleName, b.roleName) || compare(a.roleName ?? '', b.roleName ?? ''),
  status: (a, b) => apiKeyStatuses.indexOf(a.status) - apiKeyStatuses.indexOf(b.status),
  // A key that never expires does so after all others; one that was never seen was seen before all others.
  expires: (a, b) => byNumber(a.key.expiryDate ?? Infinity, b.key.expiryDate ?? Infinity),
  lastSignIn: (a, b) => byNumber(a.key.lastSignIn ?? -Infinity, b.key.lastSignIn ?? -Infinity),
  created: (a, b) => byNumber(a.key.created, b.key.created),
  description: (a, b) =>
    emptyLast(a.key.description, b.key.description) || compare(a.key.description, b.key.description),
  ID: (a, b) => byNumber(a.key.ID, b.key.ID),
  language: (a, b) => compare(a.key.locale, b.key.locale),
  timeZone: (a, b) => compare(a.key.timeZone, b.key.timeZone),
  failedAttempts: (a, b) => byNumber(a.key.unsuccessfulSignInAttempts, b.key.unsuccessfulSignInAttempts),
  unlockTime: (a, b) => byNumber(a.key.unlockTime ?? Infinity, b.key.unlockTime ?? Infinity),
})

const byNumber = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1)
const emptyLast = (a: string | undefined, b: string | undefined): number => Number(!a) - Number(!b)

/** The rows come in the order of their names, which stays where a column has the same value. */
export function sorted(
  rows: readonly ApiKeyRow[],
  { column, descending }: Sort,
  collator: Intl.Collator,
): readonly ApiKeyRow[] {
  if (column === 'name') return descending ? rows.toReversed() : rows
  const compare = compareBy(collator)[column]
  return rows.toSorted(descending ? (a, b) => compare(b, a) : compare)
}
