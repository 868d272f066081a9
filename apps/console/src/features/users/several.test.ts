import { expect, test, vi } from 'vitest'
import { abandonSession, resumeSession, signedInAgain } from '../../lib/session-watch.ts'
import { oneByOne, type Outcome } from './several.ts'

async function outcomesOf<Item>(items: readonly Item[], change: (item: Item) => Promise<unknown>, signal = never()) {
  const outcomes: Outcome<Item>[] = []
  await oneByOne(items, change, (outcome) => outcomes.push(outcome), signal)
  return outcomes.map(({ item, error }) => [item, error === undefined])
}
const never = () => new AbortController().signal

test('the next is not begun before the one before is done', async () => {
  let underWay = 0
  const outcomes = await outcomesOf([1, 2, 3], async (item) => {
    underWay += 1
    await Promise.resolve()
    expect(underWay).toBe(1)
    underWay -= 1
    if (item === 2) throw new Error('refused')
  })
  expect(outcomes).toEqual([
    [1, true],
    [2, false],
    [3, true],
  ])
})

test('what was not begun when somebody stops it is not done', async () => {
  const stopping = new AbortController()
  const outcomes = await outcomesOf([1, 2, 3], async (item) => item === 2 && stopping.abort(), stopping.signal)
  expect(outcomes).toEqual([
    [1, true],
    [2, true],
  ])
})

test('what a person began with several is not gone on with in the name of the next', async () => {
  const asked: string[] = []
  let isIn = true
  const work = outcomesOf(['first', 'second', 'third'], async (user: string) => {
    asked.push(user)
    if (user === 'second') isIn = false
    if (!isIn) await signedInAgain()
  })
  await vi.waitFor(() => expect(asked).toHaveLength(2))
  // Another one signs in.
  isIn = true
  abandonSession()
  const outcomes = await work
  expect(asked).toEqual(['first', 'second'])
  expect(outcomes).toEqual([
    ['first', true],
    ['second', false],
  ])
})

test('the same person goes on where it stopped', async () => {
  const done: number[] = []
  const work = outcomesOf([1, 2], async (item) => {
    if (item === 1) await signedInAgain()
    done.push(item)
  })
  resumeSession()
  await work
  expect(done).toEqual([1, 2])
})
