import { untilAbandoned } from '../../lib/session-watch.ts'

export interface Outcome<Item> {
  readonly item: Item
  readonly error?: Error
}

/** One after the other: of two changes that leave nobody with full access the manager has to see the first. */
export async function oneByOne<Item>(
  items: readonly Item[],
  change: (item: Item) => Promise<unknown>,
): Promise<readonly Outcome<Item>[]> {
  const outcomes: Outcome<Item>[] = []
  const over = untilAbandoned()
  for (const item of items) {
    if (over.aborted) break
    try {
      await change(item)
      outcomes.push({ item })
    } catch (error) {
      outcomes.push({ item, error: error instanceof Error ? error : new Error(String(error)) })
    }
  }
  return outcomes
}
