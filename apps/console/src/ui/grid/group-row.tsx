import { ChevronDown, ChevronRight } from 'lucide-react'
import styles from './grid.module.css'
import type { GridGroup } from './group.ts'

interface GroupRowProps {
  readonly group: GridGroup
  readonly index: number
  readonly top: number
  /** How many columns the heading goes over. */
  readonly columns: number
  /** The column under the cursor, if the cursor is here. */
  readonly cursor: number | undefined
  readonly count: string
}

export function GroupRow({ group, index, top, columns, cursor, count }: GroupRowProps) {
  const Arrow = group.isOpen ? ChevronDown : ChevronRight
  return (
    <div role="row" aria-rowindex={index + 2} className={`${styles['row']} ${styles['group']}`} style={{ top }}>
      <div
        role="gridcell"
        aria-colindex={1}
        aria-colspan={columns}
        aria-expanded={group.isOpen}
        className={styles['cell']}
        // The column the cursor came in is the one it goes on in.
        data-column={cursor ?? 0}
        tabIndex={cursor === undefined ? -1 : 0}
      >
        <Arrow size={16} aria-hidden />
        <span className={styles['cut']}>{group.name}</span>
        <span className={styles['count']}>{count}</span>
      </div>
    </div>
  )
}
