import { untilAbandoned } from './session-watch.ts'

export const atOnceMax = 4

/** So many at a time; what was not begun when it is stopped, or when the person has gone, stays as it is. */
export async function doAll<Item, Result>(
  items: readonly Item[],
  act: (item: Item) => Promise<Result>,
  onEach: (item: Item, result: Result) => void,
  signal: AbortSignal,
  atOnce = atOnceMax,
): Promise<void> {
  const waiting = [...items]
  const over = AbortSignal.any([signal, untilAbandoned()])
  const work = async () => {
    for (let item = waiting.shift(); item !== undefined && !over.aborted; item = waiting.shift())
      onEach(item, await act(item))
  }
  await Promise.all(Array.from({ length: atOnce }, work))
}
