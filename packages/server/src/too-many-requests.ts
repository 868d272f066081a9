import { Refusal } from '@latchkey/contract'

/** Refused for now: the answer says in Retry-After how long to wait. */
export class TooManyRequests extends Refusal {
  readonly retryAfterSeconds: number
  constructor(message: string, retryAfterSeconds: number) {
    super(429, message)
    this.retryAfterSeconds = Math.max(1, Math.ceil(retryAfterSeconds))
  }
}
