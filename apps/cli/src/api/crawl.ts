import { pageSizeMax } from '@latchkey/contract'
import { Stop } from '../stop.ts'
import { listIn, type Fields } from './records.ts'

interface Search {
  readonly criteria: readonly unknown[]
  /** How many in all; undefined is every one. */
  readonly maxItems?: number | undefined
  readonly newestFirst?: boolean | undefined
}

export interface Page {
  readonly name: string
  readonly items: readonly Fields[]
}

/** Page after page by ID, until one is empty: the manager knows neither a cursor nor a total. */
export async function* crawl(
  ask: (body: unknown) => Promise<unknown>,
  { criteria, maxItems, newestFirst = false }: Search,
): AsyncGenerator<Page> {
  let left = maxItems ?? Infinity
  let last: number | undefined
  for (;;) {
    const page = listIn(await ask(pageAfter(last)))
    if (!page) throw new Stop('The manager answered something that is no list.', 3)
    if (page.items.length === 0 && last !== undefined) return
    yield page
    const next = Number(page.items.at(-1)?.['ID'])
    left -= page.items.length
    if (page.items.length === 0 || left <= 0) return
    if (Number.isNaN(next) || (last !== undefined && (newestFirst ? next >= last : next <= last)))
      throw new Stop('The manager answers the same objects again and again: the list is not whole.', 3)
    last = next
  }

  function pageAfter(ID: number | undefined) {
    const after = { idTest: newestFirst ? ('less-than' as const) : ('greater-than' as const), idValue: ID }
    return {
      maxItems: Math.min(left, pageSizeMax),
      ...(newestFirst ? { newestFirst } : { sortByObjectID: true }),
      searchCriteria: ID === undefined ? criteria : [...criteria, after],
    }
  }
}
