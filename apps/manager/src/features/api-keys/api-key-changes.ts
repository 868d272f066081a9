import { Refusal, type ApiKey, type ModifyApiKey } from '@latchkey/contract'
import type { Caller } from '../../caller.ts'
import type { Happening } from '../../events/system-events.ts'
import type { ApiKeyChange } from './api-key-repository.ts'
import { futureOrNone } from './issued-key.ts'

export const missing = () => new Refusal(404, 'The API key does not exist.')

export const happening = (
  event: Happening['event'],
  caller: Caller,
  key: Pick<ApiKey, 'ID' | 'keyName'>,
): Happening => ({
  event,
  tenantID: caller.tenantID,
  by: caller,
  target: { kind: 'api-key', ID: key.ID, name: key.keyName },
})

/** One plain event per change: locking tells itself, anything else is an update; nothing changed is no event. */
export function eventOf(before: ApiKey, after: ApiKey): Happening['event'] | undefined {
  if (before.active !== after.active) return after.active ? 'api-key-unlocked' : 'api-key-locked-out'
  return JSON.stringify(before) === JSON.stringify(after) ? undefined : 'api-key-updated'
}

/** What people choose of a key; locking has an event of its own. */
export const chosenOf = ({ keyName, description, locale, roleID, timeZone, expiryDate }: ApiKey) => ({
  keyName,
  description,
  locale,
  roleID,
  timeZone,
  expiryDate,
})

export const prolongs = ({ expiryDate = Infinity }: ApiKey, { expiryDate: asked }: ModifyApiKey): boolean =>
  asked !== undefined && (asked === 0 ? Infinity : asked) > expiryDate

export function changeOf(before: ApiKey, body: ModifyApiKey, now: number): ApiKeyChange {
  const { expiryDate, ...rest } = body
  const moved = expiryDate !== undefined && expiryDate !== before.expiryDate
  const unlocked = body.active === true && !before.active
  // What was not sent is not in the change; the schema leaves such properties out.
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as ApiKeyChange
  return {
    ...given,
    ...(moved && { expiryDate: futureOrNone(expiryDate, now) ?? null }),
    ...(unlocked && { unlockTime: null, unsuccessfulSignInAttempts: 0 }),
  }
}
