import type { GridSort } from '../ui/grid/column.ts'

/** Search and order of a list as they stand in the address; whatever else stands there stays. */
export interface ListAddress {
  readonly q?: string | undefined
  readonly sort?: string | undefined
}

export function parseListAddress(search: Readonly<Record<string, unknown>>): ListAddress {
  const text = (name: 'q' | 'sort') => {
    const value = search[name]
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  return { q: text('q'), sort: text('sort') }
}

export const sortOf = (text: string | undefined, usual: GridSort): GridSort =>
  text === undefined ? usual : { column: text.replace(/^-/, ''), descending: text.startsWith('-') }

/** The same column again turns the order round; the usual order is not written. */
export function sortedBy(column: string, before: GridSort, usual: GridSort): string | undefined {
  const descending = column === before.column && !before.descending
  return column === usual.column && descending === usual.descending ? undefined : `${descending ? '-' : ''}${column}`
}
