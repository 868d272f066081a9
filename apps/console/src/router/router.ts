import { createBrowserHistory, type HistoryState, type RouterHistory } from '@tanstack/history'
import { startTransition } from 'react'
import type { ParamsOf, Path } from './paths.ts'
import { placeOf, type Place } from './place.ts'
import { stringifySearch, type Search, type SearchToWrite } from './search-text.ts'

type ToPath = {
  [To in Path]: keyof ParamsOf<To> extends never
    ? { readonly to: To; readonly params?: undefined }
    : { readonly to: To; readonly params: ParamsOf<To> }
}[Path]

/** An address of the page: its path, the parts of it that vary, and the search. */
export type Address = ToPath & { readonly search?: SearchToWrite | undefined }

interface How {
  /** May go by the search that stands in the address now; without it nothing of that stays. */
  readonly search?: SearchToWrite | ((before: Search) => SearchToWrite) | undefined
  readonly state?: HistoryState
  readonly replace?: boolean
  readonly ignoreBlocker?: boolean
}

/** Another screen, the same one with another search, or an address as text. */
export type Target = (ToPath | { readonly to?: undefined } | { readonly href: string }) & How

export interface Shown {
  readonly place: Place
  /** It cannot be drawn. */
  readonly failed?: { readonly error: unknown }
}

interface Screens {
  /** Resolves once the screen of a place can be drawn at once: to nothing, or to where one goes instead. */
  readonly arrive: (place: Place) => Promise<Target | undefined>
  /** It may well be the next. */
  readonly expect: (path: Path) => void
  readonly history?: RouterHistory
}

export type Router = ReturnType<typeof createRouter>

/** From one address to the next. The history is a library's, with its ways to hold somebody back. */
export function createRouter({ arrive, expect, history = createBrowserHistory() }: Screens) {
  let shown: Shown = { place: placeOf(history.location) }
  let draw: ((next: Shown) => void) | undefined
  let arriving = Promise.resolve()
  let turn = 0
  const waiting = new Set<() => void>()

  const show = async (): Promise<void> => {
    const mine = (turn += 1)
    const place = placeOf(history.location)
    let next: Shown = { place }
    try {
      const elsewhere = await arrive(place)
      if (mine === turn && elsewhere) return await navigate({ ...elsewhere, replace: true, ignoreBlocker: true })
    } catch (error) {
      next = { place, failed: { error } }
    }
    // Somebody has gone on meanwhile.
    if (mine !== turn) return arriving
    shown = next
    if (!draw) return undefined
    startTransition(() => draw?.(shown))
    return new Promise((resolve) => void waiting.add(resolve))
  }
  const load = (): Promise<void> => (arriving = show())
  const navigate = (target: Target): Promise<void> => {
    const going = placeOf(history.location)
    // What is on the screen until the next is drawn leads on from where it stands, and writes nothing into that one's address.
    const here = going.pathname === shown.place.pathname ? going : shown.place
    const href = 'href' in target ? target.href : hrefFrom(here, target)
    const isReplaced = target.replace === true || href === history.location.href
    history[isReplaced ? 'replace' : 'push'](
      href,
      { ...target.state },
      { ignoreBlocker: target.ignoreBlocker === true },
    )
    return arriving
  }
  history.subscribe(() => {
    const place = placeOf(history.location)
    if (!draw || shown.failed || place.pathname !== shown.place.pathname) return void load()
    // The same screen looked at otherwise is there at once: a box that is ticked stays ticked.
    turn += 1
    arriving = Promise.resolve()
    shown = { place }
    draw(shown)
  })

  return {
    history,
    /** Resolves once it is drawn; at once where somebody may be held back, who goes on later or stays. */
    navigate,
    /** What is at the address now, anew. */
    load,
    expect,
    /** What is drawn, or about to be: not yet where one is going. */
    shown: () => shown,
    drawWith: (next: (shown: Shown) => void) => {
      draw = next
      draw(shown)
      return () => {
        draw = undefined
      }
    },
    drawn: (what: Shown) => {
      if (what !== shown) return
      for (const resolve of waiting) resolve()
      waiting.clear()
    },
  }
}

export function hrefOf({ to, params, search = {} }: Address): string {
  const texts = new Map(Object.entries(params ?? {}))
  return (
    to.replaceAll(/\$(\w+)/g, (_, name: string) => encodeURIComponent(texts.get(name) ?? '')) + stringifySearch(search)
  )
}

function hrefFrom({ pathname, search: before }: Place, target: Exclude<Target, { readonly href: string }>): string {
  const search = typeof target.search === 'function' ? target.search(before) : target.search
  return target.to === undefined ? pathname + stringifySearch(search ?? {}) : hrefOf({ ...target, search })
}

declare module '@tanstack/history' {
  interface HistoryState {
    /** The key that has just come to be, or has a new secret. */
    newRow?: number | undefined
  }
}
