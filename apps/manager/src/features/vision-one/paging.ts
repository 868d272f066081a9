import { Refusal } from '@latchkey/contract'
import { parseFilter } from '../../search/filter.ts'
import type { Slice } from '../../search/slice.ts'

export interface ListRequest {
  readonly top: number
  readonly orderBy?: string | undefined
  readonly skipToken?: string | undefined
  readonly filter: string
  /** Where this list is, as the client knows it. */
  readonly address: string
  readonly path: string
}

interface ListRules<Field extends string> {
  /** The usual one is descending. */
  readonly orders: readonly [usual: Field, ...others: Field[]]
  readonly filterLengthMax: number
}

export function sliceOf<Field extends string>(
  { top, orderBy, skipToken, filter }: ListRequest,
  { orders, filterLengthMax }: ListRules<Field>,
): Slice<Field> {
  const offset = skipToken === undefined ? 0 : Number(Buffer.from(skipToken, 'base64url').toString())
  if (!Number.isSafeInteger(offset) || offset < 0) throw new Refusal(400, 'skipToken: it is not one of ours.')
  const [usual] = orders
  const order = orderBy?.split(',').map((term) => orderOf(term, orders)) ?? [{ field: usual, descending: true }]
  return { filter: parseFilter(filter, filterLengthMax), order, offset, limit: top }
}

function orderOf<Field extends string>(term: string, orders: readonly Field[]): Slice<Field>['order'][number] {
  const [name = '', direction = 'asc', ...rest] = term.trim().split(/\s+/)
  const field = orders.find((known) => known === name)
  if (field === undefined || rest.length > 0 || !/^(asc|desc)$/i.test(direction))
    throw new Refusal(400, `orderBy: "${term.trim()}" is none of ${orders.join(', ')} with asc or desc.`)
  return { field, descending: direction.toLowerCase() === 'desc' }
}

interface Found<Item> {
  readonly items: Item[]
  readonly total: number
}

/** Clients send nothing again but their headers, so all the rest stands in the link. */
export function pageOf<Item>(
  { address, path, orderBy, top }: ListRequest,
  { offset, limit }: Slice,
  { items, total }: Found<Item>,
): { items: Item[]; count: number; totalCount: number; nextLink?: string } {
  const page = { items, count: items.length, totalCount: total }
  const next = offset + limit
  if (next >= total) return page
  const query = new URLSearchParams({ top: String(top), skipToken: Buffer.from(String(next)).toString('base64url') })
  if (orderBy !== undefined) query.set('orderBy', orderBy)
  return { ...page, nextLink: `${address}${path}?${query.toString()}` }
}
