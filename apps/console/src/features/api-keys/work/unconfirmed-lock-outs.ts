import type { ApiKey } from '@latchkey/contract'
import { readPreference, writePreference } from '../../../lib/preferences.ts'

export interface Unconfirmed {
  readonly ID: number
  readonly keyName: string
  /** Whoever asked: to anyone else the ID may be of another key, in another tenant. */
  readonly owner: string
}

const name = 'unconfirmed-lock-outs'
const listeners = new Set<() => void>()
let known: readonly Unconfirmed[] | undefined

export function allUnconfirmed(): readonly Unconfirmed[] {
  known ??= stored()
  return known
}

/** Asked for here and not confirmed, and perhaps never heard by the server: it is known after a reload too. */
export const unconfirmedOf = (owner: string): readonly Unconfirmed[] =>
  allUnconfirmed().filter((kept) => kept.owner === owner)

export function onUnconfirmed(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function rememberUnconfirmed(owner: string, keys: readonly Pick<ApiKey, 'ID' | 'keyName'>[]): void {
  const IDs = new Set(keys.map(({ ID }) => ID))
  const others = allUnconfirmed().filter((kept) => kept.owner !== owner || !IDs.has(kept.ID))
  keep([...others, ...keys.map(({ ID, keyName }) => ({ ID, keyName, owner }))])
}

export const forgetUnconfirmed = (owner: string, ID: number): void =>
  keep(allUnconfirmed().filter((kept) => kept.owner !== owner || kept.ID !== ID))

function keep(keys: readonly Unconfirmed[]): void {
  known = keys
  writePreference(name, JSON.stringify(keys))
  for (const listener of listeners) listener()
}

function stored(): readonly Unconfirmed[] {
  try {
    const kept: unknown = JSON.parse(readPreference(name) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isUnconfirmed) : []
  } catch {
    return []
  }
}

const isUnconfirmed = (value: unknown): value is Unconfirmed =>
  typeof value === 'object' &&
  value !== null &&
  'ID' in value &&
  typeof value.ID === 'number' &&
  'keyName' in value &&
  'owner' in value
