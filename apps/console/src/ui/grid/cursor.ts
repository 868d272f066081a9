export interface Cursor {
  /** -1 is the row of column headers. */
  readonly row: number
  readonly column: number
}

export interface GridSize {
  readonly rows: number
  readonly columns: number
  readonly rowsPerPage: number
}

type Step = (cursor: Cursor, size: GridSize) => Cursor

const steps: Readonly<Record<string, Step>> = {
  ArrowUp: ({ row, column }) => ({ row: row - 1, column }),
  ArrowDown: ({ row, column }) => ({ row: row + 1, column }),
  ArrowLeft: ({ row, column }) => ({ row, column: column - 1 }),
  ArrowRight: ({ row, column }) => ({ row, column: column + 1 }),
  PageUp: ({ row, column }, { rowsPerPage }) => ({ row: Math.max(0, row - rowsPerPage), column }),
  PageDown: ({ row, column }, { rowsPerPage }) => ({ row: row + rowsPerPage, column }),
  Home: ({ row }) => ({ row, column: 0 }),
  End: ({ row }, { columns }) => ({ row, column: columns - 1 }),
  'mod+Home': () => ({ row: 0, column: 0 }),
  'mod+End': (_, { rows, columns }) => ({ row: rows - 1, column: columns - 1 }),
}

/** Where a key leads, or undefined for a key that is not the grid's. */
export function moveCursor(cursor: Cursor, key: string, size: GridSize): Cursor | undefined {
  const step = steps[key]
  return step && within(step(cursor, size), size)
}

export const within = ({ row, column }: Cursor, { rows, columns }: Pick<GridSize, 'rows' | 'columns'>): Cursor => ({
  row: Math.max(-1, Math.min(row, rows - 1)),
  column: Math.max(0, Math.min(column, columns - 1)),
})
