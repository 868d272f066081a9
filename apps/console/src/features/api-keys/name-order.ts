import type { ApiKey } from '@latchkey/contract'

type Page = readonly ApiKey[]

/**
 * Keys by name, and by ID where names are equal. Each page is ordered once: the engine's sort then finds runs that it only
 * has to merge, which keeps the crawl of a hundred thousand keys from stopping the page at every answer.
 */
export function createNameOrder(locale: string): (pages: readonly Page[]) => ApiKey[] {
  const { compare: compareText } = new Intl.Collator(locale)
  const compare = (a: ApiKey, b: ApiKey): number => compareText(a.keyName, b.keyName) || a.ID - b.ID
  const ordered = new WeakMap<Page, Page>()
  const order = (page: Page): Page => {
    const known = ordered.get(page) ?? page.toSorted(compare)
    ordered.set(page, known)
    return known
  }
  return (pages) => pages.flatMap(order).toSorted(compare)
}
