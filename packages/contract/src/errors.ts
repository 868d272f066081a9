import { z } from 'zod'

/** Why a holder who proved possession of a credential is refused all the same, and why a browser's session is over. */
export const refusalReasons = ['locked-out', 'expired', 'no-right', 'session-ended'] as const
export type RefusalReason = (typeof refusalReasons)[number]

/** Errors of /api: one top-level message, which no success body ever has. */
export const problemSchema = z.object({
  message: z.string(),
  reason: z.enum(refusalReasons).optional(),
  field: z.string().optional(),
  requestID: z.string().optional(),
  /** Said where the status alone would leave it open. */
  changed: z.enum(['no', 'maybe']).optional(),
})
export type Problem = z.infer<typeof problemSchema>

const statusTexts = {
  400: 'Bad input, an unusable api-version, or still in use',
  401: 'Missing or unknown credentials',
  403: 'Known, but not allowed',
  404: 'No such object',
  405: 'Known path, other method',
  409: 'The same request is still running',
  410: 'It was there, and is gone for good',
  412: 'Changed by someone else in the meantime',
  413: 'Body too large',
  415: 'Not JSON',
  421: 'Not a host of this server',
  422: 'The same idempotency key came with another request before',
  429: 'Too many requests',
  431: 'Headers too large',
  500: 'Unexpected error',
  502: 'The manager answered something that cannot be used',
  503: 'The database or the manager cannot be reached',
  504: 'The manager did not answer in time',
  507: 'The disk is full: nothing was changed',
} as const
export type RefusalStatus = keyof typeof statusTexts
export const refusalTexts: Readonly<Record<RefusalStatus, string>> = statusTexts

type Refusals<Status extends RefusalStatus> = Record<Status, typeof problemSchema>
const repliesFor = <Status extends RefusalStatus>(statuses: readonly Status[]) =>
  // Object.fromEntries forgets which keys it was given.
  Object.fromEntries(statuses.map((status) => [status, problemSchema])) as Refusals<Status>

const always = [400, 401, 403, 405, 413, 415, 421, 429, 431, 500, 503] as const
export const readRefusals = repliesFor(always)
export const objectRefusals = repliesFor([...always, 404])
export const changeRefusals = repliesFor([...always, 404, 507])
/** What only a server in front of a manager answers. */
export const gatewayRefusals = repliesFor([502, 504])
/** What issuing a secret may be answered besides. */
export const issuanceRefusals = repliesFor([409, 410, 422])

/** A refusal that a caller is told about as it stands; anything else that is thrown is masked. */
export class Refusal extends Error {
  readonly status: RefusalStatus
  readonly reason: RefusalReason | undefined
  readonly field: string | undefined
  readonly changed: Problem['changed']

  constructor(
    status: RefusalStatus,
    message: string,
    detail: { reason?: RefusalReason; field?: string; changed?: Problem['changed']; cause?: unknown } = {},
  ) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause })
    this.name = 'Refusal'
    this.status = status
    this.reason = detail.reason
    this.field = detail.field
    this.changed = detail.changed
  }
}

/** Refused for now: the answer says in Retry-After how long to wait. */
export class TooManyRequests extends Refusal {
  readonly retryAfterSeconds: number
  constructor(message: string, retryAfterSeconds: number) {
    super(429, message)
    this.retryAfterSeconds = Math.max(1, Math.ceil(retryAfterSeconds))
  }
}
