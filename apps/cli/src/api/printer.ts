import { columns, type Terminal } from '../terminal/terminal.ts'
import type { Page } from './crawl.ts'
import type { Field } from './fields.ts'
import type { Fields } from './records.ts'
import { cellOf, fitted, jsonOf, widthOf } from './text.ts'

export interface Printer {
  readonly page: (page: Page) => void
  /** After the last page. */
  readonly end: () => void
  readonly record: (record: Fields) => void
}

/** As the manager answers, an object a line in a list, and each page as it comes. */
export function jsonPrinter({ say }: Terminal): Printer {
  let printed = 0
  let begun = false
  return {
    page: ({ name, items }) => {
      if (!begun) say(`{${jsonOf(name)}:[`)
      begun = true
      for (const item of items) {
        say(`${printed === 0 ? '' : ','}${jsonOf(item)}`)
        printed += 1
      }
    },
    end: () => say(']}'),
    record: (record) => say(jsonOf(record, 2)),
  }
}

interface Look {
  readonly shown: readonly string[]
  readonly kinds: ReadonlyMap<string, Field['kind']>
}

const gap = '  '
const narrowest = 8

/** For people: in a terminal no line is longer than it is wide. */
export function tablePrinter({ say, strong, faint, width }: Terminal, { shown, kinds }: Look): Printer {
  let widths: readonly number[] | undefined
  let printed = 0
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => fitted(cell, widths?.[index] ?? 0))
      .join(gap)
      .trimEnd()
  return {
    page: ({ items }) => {
      const rows = items.map((item) => shown.map((name) => cellOf(item[name], kinds.get(name))))
      // By the first page: what comes later is cut to it.
      if (!widths) {
        widths = shrunk(naturalWidths([shown, ...rows]), width)
        if (rows.length > 0) say(strong(line(shown)))
      }
      for (const row of rows) say(line(row))
      printed += rows.length
    },
    end: () => {
      if (printed === 0) say(faint('None.'))
    },
    record: (record) => {
      const rows = Object.entries(record).map(([name, value]) => [name, cellOf(value, kinds.get(name))] as const)
      say(columns(rows, ''))
    },
  }
}

const naturalWidths = (rows: readonly (readonly string[])[]): readonly number[] =>
  (rows[0] ?? []).map((_, index) => rows.reduce((widest, row) => Math.max(widest, widthOf(row[index] ?? '')), 0))

function shrunk(natural: readonly number[], width = Infinity): readonly number[] {
  const widths = [...natural]
  const total = () => widths.reduce((sum, one) => sum + one, gap.length * (widths.length - 1))
  while (total() > width) {
    const widest = Math.max(...widths)
    if (widest <= narrowest) break
    widths[widths.indexOf(widest)] = widest - 1
  }
  return widths
}
