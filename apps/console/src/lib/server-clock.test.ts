import { expect, test } from 'vitest'
import { clockSkewMs, noteServerTime } from './server-clock.ts'

const now = Date.UTC(2026, 10, 21, 13, 5)

test('the skew is what the server says against what we say', () => {
  noteServerTime(new Date(now + 90_000).toUTCString(), now)
  expect(clockSkewMs()).toBe(90_500)
})

test('an answer without a time changes nothing', () => {
  noteServerTime(new Date(now).toUTCString(), now)
  noteServerTime(null, now)
  noteServerTime('yesterday', now)
  expect(clockSkewMs()).toBe(500)
})
