import { doAll } from '../../lib/do-all.ts'

export interface Outcome<Item> {
  readonly item: Item
  readonly error?: Error
}

/** One after the other: of two changes that leave nobody with full access the manager has to see the first. */
export function oneByOne<Item>(
  items: readonly Item[],
  change: (item: Item) => Promise<unknown>,
  onEach: (outcome: Outcome<Item>) => void,
  signal: AbortSignal,
): Promise<void> {
  const outcomeOf = async (item: Item): Promise<Outcome<Item>> => {
    try {
      await change(item)
      return { item }
    } catch (error) {
      return { item, error: error instanceof Error ? error : new Error(String(error)) }
    }
  }
  return doAll(items, outcomeOf, (_, outcome) => onEach(outcome), signal, 1)
}
