import { expect, test } from 'vitest'
import { shareOfSlower, signInTimes } from './login-times-under-test.ts'

test('strangers cannot tell from the time of 90 refusals each who exists, or who is locked out', async () => {
  const { known, locked, nobody } = await signInTimes(90)
  for (const other of [locked, nobody]) {
    expect(shareOfSlower(known, other)).toBeGreaterThan(0.35)
    expect(shareOfSlower(known, other)).toBeLessThan(0.65)
  }
})
