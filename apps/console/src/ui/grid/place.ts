/** Where a cell stands: row 0 is the first under the header, column 0 the one of the boxes. */
export interface Place {
  readonly row: number
  readonly column: number
}

/** A cell says no more of it than what screen readers are told. */
export function placeOf(target: EventTarget): Place | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[role=gridcell], [role=columnheader]') : null
  const row = cell?.closest('[role=row]')?.ariaRowIndex
  if (!cell || row === null || row === undefined) return undefined
  return { row: Number(row) - 2, column: Number(cell.dataset['column'] ?? Number(cell.ariaColIndex) - 1) }
}
