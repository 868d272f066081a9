import type { HistoryLocation, ParsedHistoryState } from '@tanstack/history'
import { paths, type Path } from './paths.ts'
import { parseSearch, type Search } from './search-text.ts'

/** Where the page is: which screen, about what, and how it is looked at. */
export interface Place {
  readonly href: string
  readonly pathname: string
  readonly hash: string
  readonly search: Search
  readonly state: ParsedHistoryState
  /** Undefined at an address of no screen. */
  readonly path: Path | undefined
  readonly params: Readonly<Record<string, string>>
}

const patterns = paths.map((path) => ({
  path,
  pattern: new RegExp(`^${path.replaceAll(/\$(\w+)/g, '(?<$1>[^/]+)')}/?$`, 'i'),
}))

export function placeOf({ href, pathname, search, hash, state }: HistoryLocation): Place {
  const rest = { href, pathname, hash: hash.replace(/^#/, ''), search: parseSearch(search), state }
  for (const { path, pattern } of patterns) {
    const found = pattern.exec(pathname)
    if (found) return { ...rest, path, params: { ...found.groups } }
  }
  return { ...rest, path: undefined, params: {} }
}
