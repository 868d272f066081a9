import { useEffect } from 'react'
import type { MenuItem } from './menu.tsx'

interface Offer {
  readonly items: readonly MenuItem[]
  /** What they would be done to. */
  readonly about: string | undefined
}

const offers = new Set<Offer>()

/** What can be done on the page as it stands; the palette, which asks when it is opened, offers it as well. */
export function useOffered(items: readonly MenuItem[], about?: string): void {
  useEffect(() => {
    const offer = { items, about }
    offers.add(offer)
    return () => void offers.delete(offer)
  }, [items, about])
}

export const offeredNow = (): readonly (MenuItem & Pick<Offer, 'about'>)[] =>
  [...offers].flatMap(({ items, about }) => items.map((item) => ({ ...item, about })))
