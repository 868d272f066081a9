/** One thing that is measured, in whatever unit; started once, asked once a round. */
export interface Target {
  readonly name: string
  readonly measure: () => Promise<number>
}

export type Figures = ReadonlyMap<string, readonly number[]>

/** Interleaved, there and back (A B C, then C B A), after one round that is thrown away: what the machine does besides hits all alike. */
export async function interleaved(targets: readonly Target[], rounds = 5): Promise<Figures> {
  const figures = new Map<string, number[]>(targets.map(({ name }) => [name, []]))
  for (let round = -1; round < rounds; round += 1)
    for (const { name, measure } of round % 2 === 0 ? targets : targets.toReversed()) {
      const figure = await measure()
      if (round >= 0) figures.get(name)?.push(figure)
    }
  return figures
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return ((sorted[middle] ?? NaN) + (sorted[sorted.length - 1 - middle] ?? NaN)) / 2
}

/** Of the same round each, then the median of them. */
export function ratioOf(figures: Figures, name: string, base: string): number {
  const bases = figures.get(base) ?? []
  return median((figures.get(name) ?? []).map((figure, round) => figure / (bases[round] ?? NaN)))
}
