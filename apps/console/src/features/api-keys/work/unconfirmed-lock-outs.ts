import type { ApiKey } from '@latchkey/contract'
import { readPreference, writePreference } from '../../../lib/preferences.ts'

export interface Unconfirmed {
  readonly ID: number
  readonly keyName: string
}

const name = 'unconfirmed-lock-outs'

/** Asked for and not confirmed: it is known after a reload too, until the manager says that they are locked out. */
export function unconfirmedLockOuts(): readonly Unconfirmed[] {
  try {
    const kept: unknown = JSON.parse(readPreference(name) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isUnconfirmed) : []
  } catch {
    return []
  }
}

export function rememberUnconfirmed(keys: readonly Pick<ApiKey, 'ID' | 'keyName'>[]): void {
  const known = new Map([...unconfirmedLockOuts(), ...keys].map(({ ID, keyName }) => [ID, { ID, keyName }]))
  writePreference(name, JSON.stringify([...known.values()]))
}

export function forgetUnconfirmed(ID: number): void {
  writePreference(name, JSON.stringify(unconfirmedLockOuts().filter((kept) => kept.ID !== ID)))
}

const isUnconfirmed = (value: unknown): value is Unconfirmed =>
  typeof value === 'object' && value !== null && 'ID' in value && typeof value.ID === 'number' && 'keyName' in value
