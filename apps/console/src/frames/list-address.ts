import type { GridSort } from '../ui/grid/column.ts'

/** Search and order of a list as they stand in the address; whatever else stands there stays. */
export interface ListAddress {
  readonly q?: string | undefined
  readonly sort?: string | undefined
}

export type Search = Readonly<Record<string, unknown>>

export function textIn(search: Search, name: string, pattern = /./): string | undefined {
  const value = search[name]
  return typeof value === 'string' && pattern.test(value) ? value : undefined
}

export const parseListAddress = (search: Search): ListAddress => ({
  q: textIn(search, 'q'),
  sort: textIn(search, 'sort'),
})

export const sortOf = (text: string | undefined, usual: GridSort): GridSort =>
  text === undefined ? usual : { column: text.replace(/^-/, ''), descending: text.startsWith('-') }

/** The same column again turns the order round; the usual order is not written. */
export function sortedBy(column: string, before: GridSort, usual: GridSort): string | undefined {
  const descending = column === before.column && !before.descending
  return column === usual.column && descending === usual.descending ? undefined : `${descending ? '-' : ''}${column}`
}
