import type { ApiKey } from '@latchkey/contract'
import { collatorOf, orderOfFew } from '../../lib/text-order.ts'
import type { KeyPage } from '../../queries/key-pages.ts'

const fewMax = 500

/**
 * Keys by name, and by ID where names are equal. Each page is ordered once: the engine's sort then finds runs that it only
 * has to merge, which keeps the crawl of a hundred thousand keys from stopping the page at every answer.
 */
export function createNameOrder(locale: string): (pages: readonly KeyPage[]) => ApiKey[] {
  const ordered = new WeakMap<KeyPage, readonly ApiKey[]>()
  return (pages) => {
    const isFew = pages.length <= 1 && (pages[0]?.keys.length ?? 0) <= fewMax
    const compareText = isFew ? orderOfFew(locale) : collatorOf(locale).compare
    const compare = (a: ApiKey, b: ApiKey): number => compareText(a.keyName, b.keyName) || a.ID - b.ID
    const order = (page: KeyPage): readonly ApiKey[] => {
      const known = ordered.get(page) ?? page.keys.toSorted(compare)
      ordered.set(page, known)
      return known
    }
    return pages.flatMap(order).toSorted(compare)
  }
}
