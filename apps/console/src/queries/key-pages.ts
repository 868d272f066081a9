import type { ApiKey } from '@latchkey/contract'

type Page = readonly ApiKey[]

/** The list with rows changed, taken out, or new. */
export function pagesWith(pages: readonly Page[], put: Page, dropped: readonly number[], pageMax: number): Page[] {
  const changed = new Map(put.map((key) => [key.ID, key]))
  const gone = new Set(dropped)
  const now = pages.map((page) => page.filter(({ ID }) => !gone.has(ID)).map((key) => take(changed, key)))
  // What was not there is new: it has the highest ID, and belongs to the last page. After a full one it is still to be read,
  // and the reading would go on behind it.
  const isWhole = (pages.at(-1)?.length ?? 0) < pageMax
  return isWhole ? [...now.slice(0, -1), [...(now.at(-1) ?? []), ...changed.values()]] : now
}

function take(changed: Map<number, ApiKey>, key: ApiKey): ApiKey {
  const now = changed.get(key.ID)
  changed.delete(key.ID)
  return now ?? key
}
