import type { ApiKey, Note } from '@latchkey/contract'
import { folded } from '../../lib/folded.ts'
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
  const { status, role, language, after, expires, seen } = filters
  const expiresBefore = startOf(expires)
  const expiresFrom = startOf(after)
  const seenBefore = seen === 'never' ? -Infinity : startOf(seen)
  return rows.filter(
    ({ key, status: now }) =>
      (status === undefined || status === now) &&
      (role === undefined || role === String(key.roleID)) &&
      (language === undefined || language === key.locale) &&
      (after === undefined || (key.expiryDate ?? -Infinity) >= expiresFrom) &&
      (expires === undefined || (key.expiryDate ?? Infinity) < expiresBefore) &&
      (seen === undefined || key.lastSignIn === undefined || key.lastSignIn < seenBefore),
  )
}

/** The number, or the text, that a column orders by; what is empty comes after everything else. */
const valueOf: Readonly<Record<Exclude<ColumnID, 'name'>, (row: ApiKeyRow) => number | string>> = {
  role: ({ roleName = '' }) => roleName,
  status: ({ status }) => apiKeyStatuses.indexOf(status),
  // A key that never expires does so after all others; one that was never seen was seen before all others.
  expires: ({ key }) => key.expiryDate ?? Infinity,
  lastSignIn: ({ key }) => key.lastSignIn ?? -Infinity,
  created: ({ key }) => key.created,
  description: ({ key }) => key.description,
  ID: ({ key }) => key.ID,
  language: ({ key }) => key.locale,
  timeZone: ({ key }) => key.timeZone,
  failedAttempts: ({ key }) => key.unsuccessfulSignInAttempts,
  unlockTime: ({ key }) => key.unlockTime ?? Infinity,
}

/** The rows come in the order of their names, which stays where a column has the same value. */
export function sorted(
  rows: readonly ApiKeyRow[],
  { column, descending }: Sort,
  collator: () => Intl.Collator,
): readonly ApiKeyRow[] {
  if (column === 'name') return descending ? rows.toReversed() : rows
  const numbers = numbersOf(rows.map(valueOf[column]), collator)
  return placedBy(rows, descending ? numbers.map((number) => -number) : numbers)
}

/** Texts are compared once each, however many rows have them. */
function numbersOf(values: readonly (number | string)[], collator: () => Intl.Collator): Float64Array {
  const texts = new Set(values.filter((value) => typeof value === 'string'))
  const inOrder = texts.size > 1 ? [...texts].toSorted(collator().compare) : [...texts]
  const places = new Map(inOrder.map((text, place) => [text, text ? place : Infinity]))
  return Float64Array.from(values, (value) => (typeof value === 'string' ? (places.get(value) ?? Infinity) : value))
}

/** Numbers are sorted by the engine itself, which is many times faster than comparing row with row. */
function placedBy(rows: readonly ApiKeyRow[], numbers: Float64Array): readonly ApiKeyRow[] {
  const next = new Map<number, number>()
  // From the end, so that what stays for a number is the first of its places.
  numbers.toSorted().reduceRight((_, number, place) => void next.set(number, place), undefined)
  const placed = rows.slice()
  numbers.forEach((number, index) => {
    const place = next.get(number) ?? index
    const row = rows[index]
    if (row) placed[place] = row
    next.set(number, place + 1)
  })
  return placed
}
