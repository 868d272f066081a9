import { createHmac } from 'node:crypto'
import type { Issue } from '@latchkey/contract'

/** What was asked for, in a form that can be compared and tells nothing. */
export const fingerprintOf = (key: Buffer, wish: Issue): string =>
  createHmac('sha256', key)
    .update(`issuance\n${JSON.stringify(wish)}`)
    .digest('base64')
