import { parseListAddress, textIn, type ListAddress } from '../../frames/list-address.ts'
import { idText } from '../../frames/log-address.ts'

const windows = ['new', 'key', 'suspend', 'resume', 'delete'] as const
export type TenantWindow = (typeof windows)[number]
export type TenantChange = Exclude<TenantWindow, 'new' | 'key'>

export interface TenantSearch extends ListAddress {
  readonly open?: TenantWindow | undefined
  /** Which tenant the window is about. */
  readonly tenant?: string | undefined
}

export const parseTenantSearch = (search: Readonly<Record<string, unknown>>): TenantSearch => ({
  ...parseListAddress(search),
  open: windows.find((name) => name === search['open']),
  tenant: textIn(search, 'tenant', idText),
})
