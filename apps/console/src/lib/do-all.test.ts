import { expect, test } from 'vitest'
import { atOnceMax, doAll } from './do-all.ts'
import { abandonSession, signedInAgain } from './session-watch.ts'

test('no more than four are under way at once, and each is done once', async () => {
  let [now, most] = [0, 0]
  const done: number[] = []
  const items = Array.from({ length: 25 }, (_, index) => index)
  const act = async (item: number) => {
    now += 1
    most = Math.max(most, now)
    await Promise.resolve()
    now -= 1
    return item
  }
  await doAll(items, act, (_, item) => done.push(item), new AbortController().signal)
  expect(most).toBe(atOnceMax)
  expect(done.toSorted((a, b) => a - b)).toEqual(items)
})

test('what was not begun when it is stopped is not begun', async () => {
  const stopping = new AbortController()
  const done: number[] = []
  const act = async (item: number) => {
    if (item === 5) stopping.abort()
    return item
  }
  await doAll([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], act, (_, item) => done.push(item), stopping.signal)
  expect(done.length).toBeLessThan(12)
})

test('when the person has gone, nothing more is begun in the name of the next', async () => {
  const begun: number[] = []
  const act = async (item: number) => {
    begun.push(item)
    await signedInAgain()
  }
  const work = doAll(
    [1, 2, 3, 4, 5, 6, 7, 8],
    (item) => act(item).catch(() => undefined),
    () => undefined,
    new AbortController().signal,
  )
  abandonSession()
  await work
  expect(begun).toEqual([1, 2, 3, 4])
})
