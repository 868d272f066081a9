import type { ApiKey } from '@latchkey/contract'

export interface KeyPage {
  readonly keys: readonly ApiKey[]
  /** The key behind which the list goes on, as it was when this page was read; undefined where it ends here. */
  readonly next: number | undefined
}

/** The list with rows changed, taken out, or new. */
export function pagesWith(pages: readonly KeyPage[], put: readonly ApiKey[], dropped: readonly number[]): KeyPage[] {
  const changed = new Map(put.map((key) => [key.ID, key]))
  const gone = new Set(dropped)
  const now = pages.map(({ keys, next }) => ({
    keys: keys.filter(({ ID }) => !gone.has(ID)).map((key) => take(changed, key)),
    next,
  }))
  const last = now.at(-1)
  // What was not there is new: it has the highest ID, and belongs to the last page. While the list goes on it is still to be read.
  if (last && last.next === undefined) last.keys.push(...changed.values())
  return now
}

function take(changed: Map<number, ApiKey>, key: ApiKey): ApiKey {
  const now = changed.get(key.ID)
  changed.delete(key.ID)
  return now ?? key
}
