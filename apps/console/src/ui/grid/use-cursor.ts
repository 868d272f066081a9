import { useCallback, useRef, useState, type FocusEvent, type KeyboardEvent, type RefObject } from 'react'
import { placeOf } from './place.ts'
import { moveCursor, within, type Cursor, type GridSize } from './cursor.ts'

/** One tab stop for the whole grid: the cell under the cursor; real focus follows the cursor. */
export function useCursor(grid: RefObject<HTMLElement | null>, size: Omit<GridSize, 'rowsPerPage'>) {
  const [wanted, setCursor] = useState<Cursor>({ row: 0, column: 0 })
  const cursor = within(wanted, size)
  const moved = useRef(false)
  const isInside = useRef(false)

  /** For whoever draws the rows, each time they are drawn. */
  const keepFocus = useCallback(() => {
    // The row that had the focus was drawn anew in another place of the document.
    const isLost = isInside.current && document.activeElement === document.body
    if (!moved.current && !isLost) return
    const cell = grid.current?.querySelector<HTMLElement>('[tabindex="0"]')
    cell?.focus({ preventScroll: true })
    if (moved.current) cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    moved.current = false
  }, [grid])

  const onKeyDown = (event: KeyboardEvent, rowsPerPage: number): void => {
    const modified = event.ctrlKey || event.metaKey
    if (event.altKey || event.shiftKey) return
    const next = moveCursor(cursor, modified ? `mod+${event.key}` : event.key, { ...size, rowsPerPage })
    if (!next) return
    event.preventDefault()
    moved.current = next.row !== cursor.row || next.column !== cursor.column
    setCursor(next)
  }
  const onFocus = ({ target }: FocusEvent<HTMLElement>): void => {
    const place = placeOf(target)
    if (!place) return
    isInside.current = true
    setCursor(place)
  }
  const moveTo = useCallback((next: Cursor): void => {
    moved.current = true
    setCursor(next)
  }, [])
  const onBlur = (): void => {
    isInside.current = false
  }
  return { cursor, onKeyDown, onFocus, onBlur, moveTo, keepFocus }
}
