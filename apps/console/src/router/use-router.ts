import { createContext, use, useState, useSyncExternalStore } from 'react'
import type { Place } from './place.ts'
import type { Router, Shown, Target } from './router.ts'
import type { Search } from './search-text.ts'

export const RouterContext = createContext<Router | undefined>(undefined)
export const ShownContext = createContext<Shown | undefined>(undefined)

const within = <Value>(value: Value | undefined): Value => {
  if (value === undefined) throw new Error('There is no router around this.')
  return value
}

export const useRouter = (): Router => within(use(RouterContext))

/** What is drawn, or why it cannot be. */
export const useShown = (): Shown => within(use(ShownContext))

/** Where one is going: an address of which the screen may not be there yet. */
export function useAddress(): string {
  const { history } = useRouter()
  return useSyncExternalStore(history.subscribe, () => history.location.pathname)
}

export const usePlace = (): Place => useShown().place

export const useNavigate = (): ((target: Target) => Promise<void>) => useRouter().navigate

/** The search as a screen reads it: the same object for as long as it says the same. */
export function useSearch<Read extends object>(parse: (search: Search) => Read): Read {
  const read = parse(usePlace().search)
  const [kept, setKept] = useState(read)
  if (isSame(kept, read)) return kept
  setKept(read)
  return read
}

const isSame = (one: object, other: object): boolean => JSON.stringify(one) === JSON.stringify(other)
