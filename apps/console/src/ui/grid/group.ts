/** A heading among the rows, with how many rows it stands for. */
export class GridGroup {
  readonly id: string
  readonly name: string
  readonly count: number
  readonly isOpen: boolean

  constructor(id: string, name: string, count: number, isOpen: boolean) {
    this.id = id
    this.name = name
    this.count = count
    this.isOpen = isOpen
  }
}

export type GridLine<Row> = Row | GridGroup

export const rowsAmong = <Row>(lines: readonly GridLine<Row>[]): readonly Row[] =>
  lines.filter((line): line is Row => !(line instanceof GridGroup))
