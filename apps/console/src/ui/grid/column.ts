import type { ReactNode } from 'react'

export interface GridColumn<Row> {
  readonly id: string
  readonly header: string
  readonly widthMinPx: number
  /** Its part of the room that is left. */
  readonly grow: number
  readonly sortable: boolean
  readonly cell: (row: Row) => ReactNode
  /** Told on hover and focus; where there is none, a text that is cut off is told in full. */
  readonly hint?: ((row: Row) => string | undefined) | undefined
}

export interface GridSort {
  readonly column: string
  readonly descending: boolean
}
