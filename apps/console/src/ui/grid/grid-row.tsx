import { Check } from 'lucide-react'
import { memo } from 'react'
import type { GridColumn } from './column.ts'
import styles from './grid.module.css'

interface GridRowProps<Row> {
  readonly row: Row
  readonly index: number
  readonly top: number
  readonly columns: readonly GridColumn<Row>[]
  /** The column under the cursor, if the cursor is in this row. */
  readonly cursor: number | undefined
  readonly selected: boolean
  readonly isNew: boolean
}

// Hundreds of cells are drawn at once: what each of them is made of counts.
function PlainGridRow<Row>({ row, index, top, columns, cursor, selected, isNew }: GridRowProps<Row>) {
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      className={`${styles['row']} ${isNew ? styles['new'] : ''}`}
      style={{ top }}
    >
      <div
        role="gridcell"
        aria-colindex={1}
        className={`${styles['cell']} ${styles['choice']}`}
        tabIndex={cursor === 0 ? 0 : -1}
      >
        <span className={styles['box']}>{selected && <Check size={12} strokeWidth={3} aria-hidden />}</span>
      </div>
      {columns.map((column, position) => (
        <div
          key={column.id}
          role="gridcell"
          aria-colindex={position + 2}
          className={styles['cell']}
          tabIndex={cursor === position + 1 ? 0 : -1}
        >
          {column.cell(row)}
        </div>
      ))}
    </div>
  )
}

// memo forgets that the component is generic.
export const GridRow = memo(PlainGridRow) as typeof PlainGridRow
