import { appendFileSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { median, ratioOf, type Figures } from './rounds.ts'

/** One line of a bench's table: ours against a base of the same run, or an absolute figure. */
export interface Line {
  readonly goal: string
  readonly what: string
  readonly value: number
  readonly unit: string
  /** Absent where there is no goal, and the figure is there to be known. */
  readonly bound?: Bound
}
type Bound = { readonly atMost: number } | { readonly atLeast: number }

const root = dirname(dirname(import.meta.dirname))

export const ratioLine = (
  figures: Figures,
  { ours, base, ...line }: Pick<Line, 'goal' | 'what' | 'bound'> & { readonly ours: string; readonly base: string },
): Line => ({ ...line, value: ratioOf(figures, ours, base), unit: '×' })

export const medianLine = (
  figures: Figures,
  { ours, ...line }: Omit<Line, 'value'> & { readonly ours: string },
): Line => ({ ...line, value: median(figures.get(ours) ?? []) })

/** A bench judges nothing: it prints what it saw, and remembers it. */
export function report(area: string, figures: Figures, lines: readonly Line[]): void {
  for (const [name, values] of figures)
    console.log(`  ${name}: ${values.map(short).join('  ')}  (median ${short(median(values))})`)
  const rows = lines.map(({ goal, what, value, unit, bound }) => [
    goal,
    what,
    `${short(value)} ${unit}`,
    ...(bound
      ? ['atMost' in bound ? `≤ ${bound.atMost}` : `≥ ${bound.atLeast}`, isMet(value, bound) ? 'met' : 'not met']
      : []),
  ])
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  for (const row of rows) console.log(row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
  remember(area, lines)
}

const isMet = (value: number, bound: Bound): boolean =>
  'atMost' in bound ? value <= bound.atMost : value >= bound.atLeast
const short = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3))

function remember(area: string, lines: readonly Line[]): void {
  const folder = join(root, '.bench')
  mkdirSync(folder, { recursive: true })
  const entry = {
    at: new Date().toISOString(),
    area,
    lines: lines.map(({ goal, what, value }) => ({ goal, what, value })),
  }
  appendFileSync(join(folder, 'history.jsonl'), `${JSON.stringify(entry)}\n`)
}
