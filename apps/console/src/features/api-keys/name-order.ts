import type { ApiKey } from '@latchkey/contract'
import { collatorOf, orderOfFew } from '../../lib/text-order.ts'

type Page = readonly ApiKey[]

const fewMax = 500

/**
 * Keys by name, and by ID where names are equal. Each page is ordered once: the engine's sort then finds runs that it only
 * has to merge, which keeps the crawl of a hundred thousand keys from stopping the page at every answer.
 */
export function createNameOrder(locale: string): (pages: readonly Page[]) => ApiKey[] {
  const ordered = new WeakMap<Page, Page>()
  return (pages) => {
    const isFew = pages.every(({ length }) => length <= fewMax) && pages.length <= 1
    const compareText = isFew ? orderOfFew(locale) : collatorOf(locale).compare
    const compare = (a: ApiKey, b: ApiKey): number => compareText(a.keyName, b.keyName) || a.ID - b.ID
    const order = (page: Page): Page => {
      const known = ordered.get(page) ?? page.toSorted(compare)
      ordered.set(page, known)
      return known
    }
    return pages.flatMap(order).toSorted(compare)
  }
}
