import type { ApiKey } from '@latchkey/contract'
import { collatorOf, plainlySorted } from '../../lib/text-order.ts'
import type { KeyPage } from '../../queries/key-pages.ts'

// With more of them the collator has soon made up for its beginning.
const fewMax = 500

/**
 * Keys by name, and by ID where names are equal. Each page is ordered once: the engine's sort then finds runs that it only
 * has to merge, which keeps the crawl of a hundred thousand keys from stopping the page at every answer.
 */
export function createNameOrder(locale: string): (pages: readonly KeyPage[]) => readonly ApiKey[] {
  const ordered = new WeakMap<KeyPage, readonly ApiKey[]>()
  const byName = (keys: readonly ApiKey[]): readonly ApiKey[] => {
    const { compare } = collatorOf(locale)
    return keys.toSorted((a, b) => compare(a.keyName, b.keyName) || a.ID - b.ID)
  }
  const order = (page: KeyPage): readonly ApiKey[] => {
    const known =
      ordered.get(page) ?? (page.keys.length <= fewMax ? fewByName(page.keys) : undefined) ?? byName(page.keys)
    ordered.set(page, known)
    return known
  }
  return (pages) => (pages.length <= 1 ? pages.flatMap(order) : byName(pages.flatMap(order)))
}

// Where they are equal they stay as they are: a page comes by ID.
const fewByName = (keys: readonly ApiKey[]) => plainlySorted(keys, ({ keyName }) => keyName)
