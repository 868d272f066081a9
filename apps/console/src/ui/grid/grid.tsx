import { useEffect, useLayoutEffect, useMemo, useRef, type KeyboardEvent, type MouseEvent } from 'react'
import { useCellHint } from './cell-hint.tsx'
import type { GridColumn, GridSort } from './column.ts'
import type { Cursor } from './cursor.ts'
import { GridHeader } from './grid-header.tsx'
import { GridRow } from './grid-row.tsx'
import { GroupRow } from './group-row.tsx'
import { GridGroup, rowsAmong, type GridLine } from './group.ts'
import styles from './grid.module.css'
import { placeOf } from './place.ts'
import { selectOnly, selectRange, toggleAll, toggleRow, type RowKey, type Selection } from './selection.ts'
import { useCursor } from './use-cursor.ts'
import { rowsIn, useRowWindow } from './use-row-window.ts'

export interface MenuPlace {
  readonly left: number
  readonly top: number
}

interface GridProps<Row> {
  readonly label: string
  readonly selectLabel: string
  /** What is shown, each group's rows under its heading. */
  readonly rows: readonly GridLine<Row>[]
  readonly columns: readonly GridColumn<Row>[]
  readonly rowKey: (row: Row) => RowKey
  readonly rowHeight: number
  readonly sort: GridSort
  readonly onSort: (column: string) => void
  readonly selection: Selection
  readonly onSelect: (selection: Selection) => void
  readonly onOpen: (row: Row) => void
  readonly onMenu: (place: MenuPlace) => void
  readonly onToggleGroup?: ((group: GridGroup) => void) | undefined
  readonly countText?: ((count: number) => string) | undefined
  /** A row that has just come to be: it is marked, and has the focus. */
  readonly newRow?: RowKey | undefined
}

/** Rows are drawn only where they are seen; the numbers for screen readers are those of the whole list. */
export function Grid<Row>(props: GridProps<Row>) {
  const { rows, columns, rowKey, rowHeight, selection, onSelect, onOpen } = props
  const grid = useRef<HTMLDivElement>(null)
  const members = useMemo(() => rowsAmong(rows), [rows])
  const rowAt = (index: number): Row | undefined => {
    const line = rows[index]
    return line instanceof GridGroup ? undefined : line
  }
  const { cursor, onKeyDown, onFocus, onBlur, moveTo, keepFocus } = useCursor(grid, {
    rows: rows.length,
    columns: columns.length + 1,
  })
  const { hint, hintEvents, showHint, dismissHint } = useCellHint((row, column) => {
    const at = rowAt(row)
    return at && columns[column - 1]?.hint?.(at)
  })
  const newIndex =
    props.newRow === undefined
      ? -1
      : rows.findIndex((line) => !(line instanceof GridGroup) && rowKey(line) === props.newRow)
  useEffect(() => {
    if (newIndex >= 0) moveTo({ row: newIndex, column: 1 })
    // Once for each new row: later it may stand elsewhere, and the focus with it.
    // oxlint-disable-next-line react/exhaustive-deps -- the index is only where it stands when it comes
  }, [props.newRow, newIndex >= 0, moveTo])
  const keys = () => members.map(rowKey)
  const choose = (row: Row, how: 'only' | 'toggle' | 'range') => {
    const key = rowKey(row)
    if (how === 'range') onSelect(selectRange(selection, key, keys()))
    else onSelect(how === 'toggle' ? toggleRow(selection, key) : selectOnly(key))
  }
  const openMenu = (row: Row, place: MenuPlace) => {
    if (!selection.keys.has(rowKey(row))) choose(row, 'only')
    props.onMenu(place)
  }
  const withRow = (target: EventTarget, then: (row: Row, column: number) => void): void => {
    const place = placeOf(target)
    const row = place && rowAt(place.row)
    if (row) then(row, place.column)
  }
  const groupUnder = (target: EventTarget): GridGroup | undefined => {
    const line = rows[placeOf(target)?.row ?? -1]
    return line instanceof GridGroup ? line : undefined
  }
  const click = (event: MouseEvent<HTMLElement>): void => {
    const group = groupUnder(event.target)
    if (group) props.onToggleGroup?.(group)
    withRow(event.target, (row, column) => {
      // A finger has no double click: there a touch on the row opens it, and the box chooses it.
      const isTouch = event.nativeEvent instanceof PointerEvent && event.nativeEvent.pointerType === 'touch'
      if (isTouch && column > 0) onOpen(row)
      else if (event.shiftKey) choose(row, 'range')
      else choose(row, column === 0 || event.ctrlKey || event.metaKey ? 'toggle' : 'only')
    })
  }
  /** True where the key was one of those that act on a row. */
  const act = (event: KeyboardEvent): boolean => {
    const all = (event.ctrlKey || event.metaKey) && event.key === 'a'
    const row = rowAt(cursor.row)
    const group = rows[cursor.row]
    if (all) onSelect(toggleAll({ keys: new Set(), anchor: undefined }, keys()))
    else if (group instanceof GridGroup && togglesGroup(group, event.key)) props.onToggleGroup?.(group)
    else if (!row) return false
    else if (event.key === 'Enter') onOpen(row)
    else if (event.key === ' ') choose(row, event.shiftKey ? 'range' : 'toggle')
    else if (event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10'))
      openMenu(row, placeUnder(event.target))
    else return false
    event.preventDefault()
    return true
  }
  return (
    <>
      <div
        ref={grid}
        role="grid"
        aria-label={props.label}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length + 1}
        aria-multiselectable
        className={styles['grid']}
        style={gridVariables(columns, rowHeight)}
        onKeyDown={(event) =>
          dismissHint(event) || act(event) || onKeyDown(event, Math.max(1, rowsIn(event.currentTarget, rowHeight) - 1))
        }
        onFocus={(event) => {
          onFocus(event)
          showHint(event)
        }}
        {...hintEvents}
        onBlur={() => {
          onBlur()
          hintEvents.onBlur()
        }}
        onClick={click}
        onDoubleClick={({ target }) => withRow(target, onOpen)}
        onContextMenu={(event) =>
          withRow(event.target, (row) => {
            event.preventDefault()
            openMenu(row, { left: event.clientX, top: event.clientY })
          })
        }
      >
        <GridHeader
          columns={columns}
          sort={props.sort}
          onSort={props.onSort}
          cursor={cursor.row === -1 ? cursor.column : undefined}
          selectLabel={props.selectLabel}
          allSelected={members.length > 0 && selection.keys.size >= members.length}
          onSelectAll={() => onSelect(toggleAll(selection, keys()))}
        />
        <GridBody {...props} cursor={cursor} onDrawn={keepFocus} />
      </div>
      {hint}
    </>
  )
}

interface GridBodyProps<Row> extends Pick<
  GridProps<Row>,
  'rows' | 'columns' | 'rowKey' | 'rowHeight' | 'selection' | 'newRow' | 'countText'
> {
  readonly cursor: Cursor
  readonly onDrawn: () => void
}

/** All that is drawn anew while one scrolls. */
function GridBody<Row>(props: GridBodyProps<Row>) {
  const { rows, columns, rowKey, rowHeight, selection, newRow, countText, cursor, onDrawn } = props
  const body = useRef<HTMLDivElement>(null)
  const drawn = useRowWindow(body, { count: rows.length, rowHeight, keep: cursor.row })
  useLayoutEffect(onDrawn)
  return (
    <div ref={body} role="rowgroup" className={styles['body']} style={{ blockSize: rows.length * rowHeight }}>
      {drawn.map(({ index, slot }) => {
        const row = rows[index]
        if (row instanceof GridGroup)
          return (
            <GroupRow
              key={slot}
              group={row}
              index={index}
              top={index * rowHeight}
              columns={columns.length + 1}
              cursor={cursor.row === index ? cursor.column : undefined}
              count={countText?.(row.count) ?? String(row.count)}
            />
          )
        return (
          row !== undefined && (
            <GridRow
              key={slot}
              row={row}
              index={index}
              top={index * rowHeight}
              columns={columns}
              cursor={cursor.row === index ? cursor.column : undefined}
              selected={selection.keys.has(rowKey(row))}
              isNew={newRow === rowKey(row)}
            />
          )
        )
      })}
    </div>
  )
}

/** As in a tree: the arrows open and close, and lead on where there is nothing to open or close. */
const togglesGroup = ({ isOpen }: GridGroup, key: string): boolean =>
  key === 'Enter' || key === ' ' || key === (isOpen ? 'ArrowLeft' : 'ArrowRight')

function placeUnder(target: EventTarget): MenuPlace {
  const box = target instanceof Element ? target.getBoundingClientRect() : undefined
  return { left: box?.left ?? 0, top: box?.bottom ?? 0 }
}

// Widths that no text has a say in: every row is a grid of its own, and all have to agree.
function gridVariables<Row>(columns: readonly GridColumn<Row>[], rowHeight: number): Record<`--${string}`, string> {
  const someGrow = columns.some(({ grow }) => grow > 0)
  const widths = columns.map(({ widthMinPx, grow }) =>
    grow > 0 || !someGrow ? `minmax(${widthMinPx}px, ${grow || 1}fr)` : `${widthMinPx}px`,
  )
  return {
    '--columns': `40px ${widths.join(' ')}`,
    '--printed': columns.map(({ widthMinPx }) => `${widthMinPx}fr`).join(' '),
    '--width': `${columns.reduce((sum, { widthMinPx }) => sum + widthMinPx, 40)}px`,
    '--row': `${rowHeight}px`,
  }
}
