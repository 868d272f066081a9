export type RowKey = number

/** Which rows are chosen, and from which one a range is drawn. */
export interface Selection {
  readonly keys: ReadonlySet<RowKey>
  readonly anchor: RowKey | undefined
}

export const nothingSelected: Selection = { keys: new Set(), anchor: undefined }

export const selectOnly = (key: RowKey): Selection => ({ keys: new Set([key]), anchor: key })

export function toggleRow({ keys }: Selection, key: RowKey): Selection {
  const next = new Set(keys)
  if (!next.delete(key)) next.add(key)
  return { keys: next, anchor: key }
}

/** From the anchor to the row, in the order that is shown. Without an anchor in sight it is the row alone. */
export function selectRange({ anchor }: Selection, to: RowKey, shown: readonly RowKey[]): Selection {
  const start = anchor === undefined ? -1 : shown.indexOf(anchor)
  const end = shown.indexOf(to)
  if (start === -1 || end === -1) return selectOnly(to)
  return { keys: new Set(shown.slice(Math.min(start, end), Math.max(start, end) + 1)), anchor }
}

/** All that are shown, or none where all are chosen already. */
export function toggleAll({ keys }: Selection, shown: readonly RowKey[]): Selection {
  const isAll = shown.length > 0 && shown.every((key) => keys.has(key))
  return isAll ? nothingSelected : { keys: new Set(shown), anchor: undefined }
}
