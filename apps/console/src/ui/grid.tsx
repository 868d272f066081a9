import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import styles from './grid.module.css'

export interface GridColumn<Row> {
  readonly id: string
  readonly header: string
  readonly cell: (row: Row) => ReactNode
  readonly sorted?: 'ascending' | 'descending' | undefined
}

interface GridProps<Row> {
  readonly label: string
  readonly columns: readonly GridColumn<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => number
  readonly onSort: (column: string) => void
  readonly narrowCell: (row: Row) => ReactNode
}

const rowHeight = 36
const pageRows = 10
interface Place {
  readonly row: number
  readonly column: number
}

/** An ARIA grid of our own over a virtual list: row 0 is the header, one cell at a time can be tabbed to. */
export function Grid<Row>({ label, columns, rows, rowKey, onSort, narrowCell }: GridProps<Row>) {
  const scroller = useRef<HTMLDivElement>(null)
  const awaited = useRef<Place>(undefined)
  const [place, setPlace] = useState<Place>({ row: 0, column: 0 })
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    useFlushSync: false,
  })

  const moveTo = (next: Place) => {
    setPlace(next)
    if (next.row > 0) virtualizer.scrollToIndex(next.row - 1)
    awaited.current = next
  }
  // A far row is drawn only some renders later, when the scrolling has got there.
  useEffect(() => {
    const next = awaited.current
    const cell = next && scroller.current?.querySelector<HTMLElement>(`[data-place="${next.row}-${next.column}"]`)
    if (!cell) return
    awaited.current = undefined
    cell.focus()
  })
  const onKeyDown = (event: KeyboardEvent) => {
    const next = placeAfter(event, place, { rows: rows.length, columns: columns.length })
    if (next === undefined) return
    event.preventDefault()
    moveTo(next)
  }
  const cellProps = (row: number, column: number) => ({
    'data-place': `${row}-${column}`,
    'aria-colindex': column + 1,
    tabIndex: place.row === row && place.column === column ? 0 : -1,
    onFocus: () => setPlace({ row, column }),
  })

  return (
    <div
      ref={scroller}
      className={styles['scroller']}
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className={styles['head']}>
        <div role="row" aria-rowindex={1} className={styles['row']}>
          {columns.map(({ id, header, sorted }, column) => (
            <div
              key={id}
              role="columnheader"
              aria-sort={sorted ?? 'none'}
              aria-colindex={column + 1}
              className={styles['cell']}
            >
              <button
                type="button"
                className={styles['sort']}
                {...cellProps(0, column)}
                aria-colindex={undefined}
                onClick={() => onSort(id)}
              >
                {header}
                <span aria-hidden="true">{sorted === 'ascending' ? ' ↑' : sorted === 'descending' ? ' ↓' : ''}</span>
              </button>
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" className={styles['body']} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const row = rows[index]
          return row === undefined ? null : (
            <div
              key={rowKey(row)}
              role="row"
              aria-rowindex={index + 2}
              className={`${styles['row']} ${styles['line']}`}
              style={{ transform: `translateY(${start}px)` }}
            >
              {columns.map(({ id, cell }, column) => (
                <div key={id} role="gridcell" className={styles['cell']} {...cellProps(index + 1, column)}>
                  <span className={styles['text']}>{cell(row)}</span>
                  {column === 0 && <span className={styles['narrow']}>{narrowCell(row)}</span>}
                </div>
              ))}
            </div>
          )
        })}
      </div>
    </div>
  )
}

function placeAfter(
  event: KeyboardEvent,
  { row, column }: Place,
  size: { rows: number; columns: number },
): Place | undefined {
  const lastRow = size.rows
  const lastColumn = size.columns - 1
  const whole = event.ctrlKey || event.metaKey
  switch (event.key) {
    case 'ArrowDown':
      return { row: Math.min(row + 1, lastRow), column }
    case 'ArrowUp':
      return { row: Math.max(row - 1, 0), column }
    case 'ArrowRight':
      return { row, column: Math.min(column + 1, lastColumn) }
    case 'ArrowLeft':
      return { row, column: Math.max(column - 1, 0) }
    case 'PageDown':
      return { row: Math.min(row + pageRows, lastRow), column }
    case 'PageUp':
      return { row: Math.max(row - pageRows, 1), column }
    case 'Home':
      return { row: whole ? Math.min(1, lastRow) : row, column: 0 }
    case 'End':
      return { row: whole ? lastRow : row, column: lastColumn }
    default:
      return undefined
  }
}
