import { expect, test } from 'vitest'
import { keyWith } from '../../../queries/keys-for-tests.ts'
import { isAllDone, untouchedBy, type KeyOutcome } from './key-outcomes.ts'

const keys = [1, 2, 3].map((ID) => keyWith(ID))
const [first, second, third] = keys.map((key): KeyOutcome => ({ key, outcome: { status: 'done', key } }))
const failed: KeyOutcome = { key: keyWith(3), outcome: { status: 'failed', error: new Error('failed') } }
const changed: KeyOutcome = { key: keyWith(2), outcome: { status: 'changed', now: keyWith(2), fields: ['active'] } }
const reasonLost: KeyOutcome = { key: keyWith(2), outcome: { status: 'done', isReasonLost: true } }
const known = (outcomes: readonly (KeyOutcome | undefined)[]) => outcomes.filter((outcome) => outcome !== undefined)

test.each([
  ['each is done', [first, third, second], true],
  ['it was stopped before the last began', [first, second], false],
  ['one failed', [first, second, failed], false],
  ['one was not as it was drawn', [first, changed, third], false],
  ['one has no reason', [first, reasonLost, third], false],
])('where %s, all is done: %s', (_, outcomes, expected) => {
  expect(isAllDone(keys, known(outcomes))).toBe(expected)
})

test('what has become of those that are not tried again still counts', () => {
  const before = known([first, changed, failed])
  const kept = untouchedBy([failed.key], before)
  expect(kept).toEqual([first, changed])
  expect(isAllDone(keys, known([...kept, third]))).toBe(false)
})
