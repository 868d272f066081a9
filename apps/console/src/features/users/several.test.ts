import { expect, test } from 'vitest'
import { abandonSession, resumeSession, signedInAgain } from '../../lib/session-watch.ts'
import { oneByOne } from './several.ts'

test('what a person began with several is not gone on with in the name of the next', async () => {
  const asked: string[] = []
  let isIn = true
  const change = async (user: string) => {
    asked.push(user)
    if (user === 'second') isIn = false
    if (!isIn) await signedInAgain()
  }
  const work = oneByOne(['first', 'second', 'third'], change)
  await Promise.resolve()
  // Another one signs in.
  isIn = true
  abandonSession()
  const outcomes = await work
  expect(asked).toEqual(['first', 'second'])
  expect(outcomes.map(({ item, error }) => [item, error === undefined])).toEqual([
    ['first', true],
    ['second', false],
  ])
})

test('the same person goes on where it stopped', async () => {
  const done: number[] = []
  const work = oneByOne([1, 2], async (item) => {
    if (item === 1) await signedInAgain()
    done.push(item)
  })
  resumeSession()
  await work
  expect(done).toEqual([1, 2])
})
