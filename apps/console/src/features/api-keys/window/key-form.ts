import type { ApiKey, Locale } from '@latchkey/contract'
import { momentsOf, wallTimeAt } from '../../../lib/zoned-time.ts'

export const nameLengthMax = 254
export const descriptionLengthMax = 2000

export interface ExpiryForm {
  readonly on: boolean
  readonly date: string
  readonly time: string
  /** Which of the two, where the wall time exists twice. */
  readonly fold?: 'earlier' | 'later' | undefined
  /** The millisecond it stands for, while date and time are as they came: nothing is rounded that nobody touched. */
  readonly exactMs?: number | undefined
}

export interface KeyForm {
  readonly keyName: string
  readonly description: string
  readonly roleID: number | undefined
  readonly locale: Locale
  readonly timeZone: string
  readonly expiry: ExpiryForm
  /** False is “Locked Out”. */
  readonly active: boolean
}

export type ExpiryInZone = Pick<KeyForm, 'expiry' | 'timeZone'>

export type ExpiryFault = 'unreadable' | 'never' | 'twice' | 'past'
export type KeyFormFault = 'nameGiven' | 'tooLong' | 'chooseRole' | ExpiryFault
export type KeyFormFaults = Partial<Record<'keyName' | 'description' | 'roleID' | 'expiryDate', KeyFormFault>>

export const noExpiry: ExpiryForm = { on: false, date: '', time: '' }

export const expiryAt = (ms: number, zone: string): ExpiryForm => ({ on: true, ...wallTimeAt(ms, zone), exactMs: ms })

export const emptyForm = (locale: Locale, timeZone: string): KeyForm => ({
  keyName: '',
  description: '',
  roleID: undefined,
  locale,
  timeZone,
  expiry: noExpiry,
  active: true,
})

export const formOf = (key: ApiKey): KeyForm => ({
  keyName: key.keyName,
  description: key.description,
  roleID: key.roleID,
  locale: key.locale,
  timeZone: key.timeZone,
  expiry: key.expiryDate === undefined ? noExpiry : expiryAt(key.expiryDate, key.timeZone),
  active: key.active,
})

/** The moment it expires, or undefined where it never does or the fields do not say one. */
export function momentOf({ expiry, timeZone }: ExpiryInZone): number | undefined {
  if (!expiry.on) return undefined
  if (expiry.exactMs !== undefined) return expiry.exactMs
  const moments = momentsOf(expiry, timeZone)
  if (moments.kind === 'one') return moments.ms
  return moments.kind === 'twice' && expiry.fold !== undefined ? moments[expiry.fold] : undefined
}

export function expiryFault({ expiry, timeZone }: ExpiryInZone, now: number): ExpiryFault | undefined {
  if (!expiry.on) return undefined
  const moment = momentOf({ expiry, timeZone })
  if (moment !== undefined) return moment <= now ? 'past' : undefined
  const { kind } = momentsOf(expiry, timeZone)
  return kind === 'one' ? undefined : kind
}

/** What keeps the form from being sent; an expiry that was there already may lie in the past. */
export function faultsOf(form: KeyForm, now: number, before?: ApiKey): KeyFormFaults {
  const name = form.keyName.trim()
  const moment = momentOf(form)
  const isKept = moment !== undefined && moment === before?.expiryDate
  const expiry = isKept ? undefined : expiryFault(form, now)
  return {
    ...(name === '' && { keyName: 'nameGiven' as const }),
    ...(name.length > nameLengthMax && { keyName: 'tooLong' as const }),
    ...(form.description.length > descriptionLengthMax && { description: 'tooLong' as const }),
    ...(form.roleID === undefined && { roleID: 'chooseRole' as const }),
    ...(expiry && { expiryDate: expiry }),
  }
}

export function toCreate(form: KeyForm) {
  const { keyName, description, locale, timeZone, active, roleID = 0 } = form
  const expiryDate = momentOf(form)
  return {
    keyName: keyName.trim(),
    description,
    locale,
    roleID,
    timeZone,
    active,
    ...(expiryDate !== undefined && { expiryDate }),
  }
}

/** Only what was changed: a blank that a name ends with at the manager stays, too. 0 takes an expiry away. */
export function toModify(form: KeyForm, before: ApiKey) {
  const { expiryDate = 0, ...after } = toCreate(form)
  return {
    ...Object.fromEntries(
      (['keyName', 'description', 'locale', 'roleID', 'timeZone', 'active'] as const)
        .filter((name) => form[name] !== before[name] && after[name] !== before[name])
        .map((name) => [name, after[name]]),
    ),
    ...(expiryDate !== (before.expiryDate ?? 0) && { expiryDate }),
  }
}

/** The zone changed: either the moment stays and the clock shows another time, or the other way round. */
export function inZone(form: KeyForm, timeZone: string, keep: 'moment' | 'wall'): KeyForm {
  const moment = momentOf(form)
  if (!form.expiry.on || moment === undefined) return { ...form, timeZone }
  if (keep === 'moment') return { ...form, timeZone, expiry: expiryAt(moment, timeZone) }
  return { ...form, timeZone, expiry: { on: true, date: form.expiry.date, time: form.expiry.time } }
}

/** What New begins with: as the key, without its expiry, and never with its secret. */
export const duplicateOf = (key: ApiKey): KeyForm => ({ ...formOf(key), keyName: '', expiry: noExpiry, active: true })
