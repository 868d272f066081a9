import type { RefusalReason } from '@latchkey/contract'

/** Whether the call that failed may have changed something all the same. */
export type Changed = 'no' | 'maybe'

interface CallErrorDetail {
  readonly status?: number
  readonly reason?: RefusalReason | undefined
  readonly field?: string | undefined
  readonly requestID?: string | undefined
  readonly changed: Changed
  readonly cause?: unknown
}

export class CallError extends Error {
  /** Absent when no answer arrived. */
  readonly status: number | undefined
  readonly reason: RefusalReason | undefined
  readonly field: string | undefined
  readonly requestID: string | undefined
  readonly changed: Changed

  constructor(message: string, { cause, ...detail }: CallErrorDetail) {
    super(message, { cause })
    this.name = 'CallError'
    this.status = detail.status
    this.reason = detail.reason
    this.field = detail.field
    this.requestID = detail.requestID
    this.changed = detail.changed
  }
}
