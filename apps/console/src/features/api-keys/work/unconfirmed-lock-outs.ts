import type { ApiKey, Note } from '@latchkey/contract'
import { useState, useSyncExternalStore } from 'react'
import { readPreference, writePreference } from '../../../lib/preferences.ts'

export interface Unconfirmed {
  readonly ID: number
  readonly keyName: string
}

const name = 'unconfirmed-lock-outs'
const listeners = new Set<() => void>()
let known: readonly Unconfirmed[] | undefined

/** Asked for here and not confirmed, and perhaps never heard by the server: it is known after a reload too. */
function unconfirmedLockOuts(): readonly Unconfirmed[] {
  known ??= stored()
  return known
}

export const useUnconfirmedLockOuts = (): readonly Unconfirmed[] =>
  useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, unconfirmedLockOuts)

/** From the first that is not confirmed on: what becomes of it is looked after to its end. */
export function useUnsure(notes: ReadonlyMap<number, Note>): boolean {
  const [was, setWas] = useState(false)
  const ours = useUnconfirmedLockOuts()
  const is = ours.length > 0 || [...notes.values()].some(({ lockOutNotConfirmed }) => lockOutNotConfirmed !== undefined)
  if (is && !was) setWas(true)
  return was
}

export const rememberUnconfirmed = (keys: readonly Pick<ApiKey, 'ID' | 'keyName'>[]): void =>
  keep([...new Map([...unconfirmedLockOuts(), ...keys].map(({ ID, keyName }) => [ID, { ID, keyName }])).values()])

export const forgetUnconfirmed = (ID: number): void => keep(unconfirmedLockOuts().filter((kept) => kept.ID !== ID))

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
  typeof value === 'object' && value !== null && 'ID' in value && typeof value.ID === 'number' && 'keyName' in value
