import { Refusal } from '@latchkey/contract'
import type { Intent, Settled } from './issuance-repository.ts'

const notNow: readonly number[] = [401, 429, 507]

/** What a failure says about the key: surely nothing was made, the manager says no, or nobody knows. */
export function fateOf(error: unknown, intent: Intent): Settled {
  const { operation, sent } = intent
  if (!(error instanceof Refusal) || error.changed === 'maybe') return lost(intent)
  const { message, field, status } = error
  // Sent once before: a name that is taken now may have been taken by that.
  if (operation === 'create' && sent !== undefined && status === 400) return notKnown
  if (error.changed === 'no' || notNow.includes(status)) return { state: 'notDone', message, status }
  return status < 500 ? { state: 'refused', message, field, status } : lost(intent)
}

/** Before anything was sent: what cannot be used of an answer, or did not come, leaves everything as it was. */
export function fateUnsent(error: unknown, intent: Intent): Settled {
  if (intent.sent !== undefined || (error instanceof Refusal && error.status < 500)) return fateOf(error, intent)
  const { message, status } = error instanceof Refusal ? error : { message: notSent, status: 503 }
  return { state: 'notDone', message, status }
}

/** The keys of another tenant are not shown to us, and may share a name: nobody but a person of that tenant can find out. */
export const lost = ({ tenantID, body }: Intent): Settled =>
  tenantID === undefined
    ? notKnown
    : {
        state: 'flagged',
        message:
          `No answer came from the manager. A key "${String(body['keyName'])}" may be there in the tenant with ID ${tenantID}, and nobody holds its secret: ` +
          'look for it there and delete it. Made without a date, it expires after six hours.',
      }

/** A call that the manager had taken may still end after nobody waits for it. */
export const watchMs = 2 * 60_000

/** Only its person could find out, and is not here or may not look: nobody else has to wait for that. */
export const isLeft = ({ state, status, attempted = 0 }: Intent, now: number): boolean =>
  state === 'unknown' && status !== undefined && attempted <= now - watchMs
/** What became of it cannot be told any more from what somebody else has asked for since. */
export const overtaken = {
  state: 'flagged',
  message: 'Somebody else asked for the same key before it was found out what became of this: look at the key.',
} as const satisfies Settled

const notSent = "It was not sent: the console's database did not answer."
export const notKnown = {
  state: 'unknown',
  message: 'No answer came from the manager. Whether it made the key is being found out.',
} as const satisfies Settled
