import { expect, test } from 'vitest'
import { shareOfSlower, signInTimes, wrongSecretTimes } from './login-times-under-test.ts'

test('strangers cannot tell from the time of 90 refusals each who exists, or who is locked out', async () => {
  const { known, locked, nobody } = await signInTimes(90)
  for (const other of [locked, nobody]) {
    expect(shareOfSlower(known, other)).toBeGreaterThan(0.35)
    expect(shareOfSlower(known, other)).toBeLessThan(0.65)
  }
})

test('strangers cannot tell from 5,000 wrong secrets which key IDs there are', async () => {
  const { known, nobody } = await wrongSecretTimes(5_000)
  const middleOf = (times: number[]) => times.toSorted((a, b) => a - b)[times.length >> 1] ?? NaN
  expect(Math.abs(middleOf(known) - middleOf(nobody))).toBeLessThan(1)
  expect(shareOfSlower(known, nobody)).toBeGreaterThan(0.35)
  expect(shareOfSlower(known, nobody)).toBeLessThan(0.65)
})
