import { parseListAddress, textIn, type ListAddress, type Search } from './list-address.ts'

/** What of a log stands in the address besides its own filters. */
export interface LogAddress extends ListAddress {
  /** Days such as 2026-11-21, where the viewer is. */
  readonly from?: string | undefined
  readonly to?: string | undefined
  /** The entry that is open. */
  readonly open?: string | undefined
}

const day = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/
export const idText = /^\d{1,10}$/

export const parseLogAddress = (search: Search): LogAddress => ({
  ...parseListAddress(search),
  from: textIn(search, 'from', day),
  to: textIn(search, 'to', day),
  open: textIn(search, 'open', idText),
})
