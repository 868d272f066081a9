import {
  useCallback,
  useLayoutEffect,
  useRef,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
} from 'react'
import { moveCursor, within, type Cursor, type GridSize } from './cursor.ts'

/** One tab stop for the whole grid: the cell under the cursor; real focus follows the cursor. */
export function useCursor(grid: RefObject<HTMLElement | null>, size: Omit<GridSize, 'rowsPerPage'>) {
  const [wanted, setCursor] = useState<Cursor>({ row: 0, column: 0 })
  const cursor = within(wanted, size)
  const moved = useRef(false)

  useLayoutEffect(() => {
    if (!moved.current) return
    moved.current = false
    const cell = grid.current?.querySelector<HTMLElement>('[tabindex="0"]')
    cell?.focus({ preventScroll: true })
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  })

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
    const { row, column } = target.dataset
    if (row !== undefined && column !== undefined) setCursor({ row: Number(row), column: Number(column) })
  }
  const moveTo = useCallback((next: Cursor): void => {
    moved.current = true
    setCursor(next)
  }, [])
  return { cursor, onKeyDown, onFocus, moveTo }
}
