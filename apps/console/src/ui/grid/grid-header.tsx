import { ArrowDown, ArrowUp, Check } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import type { GridColumn, GridSort } from './column.ts'
import styles from './grid.module.css'

interface GridHeaderProps<Row> {
  readonly columns: readonly GridColumn<Row>[]
  readonly sort: GridSort
  readonly onSort: (column: string) => void
  /** The column under the cursor, if the cursor is here. */
  readonly cursor: number | undefined
  readonly selectLabel: string
  readonly allSelected: boolean
  readonly onSelectAll: () => void
}

export function GridHeader<Row>({ columns, sort, onSort, cursor, ...select }: GridHeaderProps<Row>) {
  return (
    <div role="rowgroup" className={styles['head']}>
      <div role="row" aria-rowindex={1} className={styles['row']}>
        <div
          role="columnheader"
          aria-colindex={1}
          title={select.selectLabel}
          className={`${styles['header']} ${styles['choice']} ${select.allSelected ? styles['all'] : ''}`}
          tabIndex={cursor === 0 ? 0 : -1}
          onClick={select.onSelectAll}
          onKeyDown={whenPressed(select.onSelectAll)}
        >
          <span className={styles['unseen']}>{select.selectLabel}</span>
          <span className={styles['box']}>{select.allSelected && <Check size={12} strokeWidth={3} aria-hidden />}</span>
        </div>
        {columns.map((column, index) => (
          <ColumnHeader
            key={column.id}
            column={column}
            index={index + 1}
            sort={sort}
            onSort={onSort}
            current={cursor === index + 1}
          />
        ))}
      </div>
    </div>
  )
}

interface ColumnHeaderProps<Row> extends Pick<GridHeaderProps<Row>, 'sort' | 'onSort'> {
  readonly column: GridColumn<Row>
  readonly index: number
  readonly current: boolean
}

function ColumnHeader<Row>({ column, index, sort, onSort, current }: ColumnHeaderProps<Row>) {
  const sorted = sort.column === column.id
  const Arrow = sort.descending ? ArrowDown : ArrowUp
  const toggle = (): void => {
    if (column.sortable) onSort(column.id)
  }
  return (
    <div
      role="columnheader"
      aria-colindex={index + 1}
      aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : undefined}
      className={`${styles['header']} ${sorted ? styles['sorted'] : ''}`}
      tabIndex={current ? 0 : -1}
      onClick={toggle}
      onKeyDown={whenPressed(toggle)}
    >
      <span className={styles['cut']}>{column.header}</span>
      {sorted && <Arrow size={14} aria-hidden />}
    </div>
  )
}

const whenPressed = (act: () => void) => (event: KeyboardEvent) => {
  if (event.key !== 'Enter' && event.key !== ' ') return
  event.preventDefault()
  act()
}
