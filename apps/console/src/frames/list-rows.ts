import { folded } from '../lib/folded.ts'
import type { GridColumn, GridSort } from '../ui/grid/column.ts'

export interface ListColumn<Row> extends Omit<GridColumn<Row>, 'sortable'> {
  /** Without it the list cannot be put in order by this column. */
  readonly compare?: (a: Row, b: Row) => number
}

/** Every word has to stand somewhere in the row's text. */
export function matching<Row>(rows: readonly Row[], q: string, textOf: (row: Row) => string): readonly Row[] {
  const words = folded(q)
    .split(/\s+/)
    .filter((word) => word !== '')
  if (words.length === 0) return rows
  return rows.filter((row) => {
    const text = folded(textOf(row))
    return words.every((word) => text.includes(word))
  })
}

/** Rows that are equal in the column keep their order. */
export function ordered<Row>(
  rows: readonly Row[],
  columns: readonly ListColumn<Row>[],
  { column, descending }: GridSort,
): readonly Row[] {
  const compare = columns.find(({ id }) => id === column)?.compare
  if (!compare) return rows
  return rows.toSorted(descending ? (a, b) => compare(b, a) : compare)
}

export const byNumber = (a: number | undefined, b: number | undefined): number =>
  (a ?? -Infinity) - (b ?? -Infinity) || 0
