import { expect, test } from 'vitest'
import { presetsAt } from './expiry-presets.ts'

const now = Date.UTC(2026, 11, 31, 20, 0)

test('the presets are so long from now, and the end of the year is that of the zone', () => {
  const inTokyo = Object.fromEntries(presetsAt(now, 'Asia/Tokyo').map(({ name, ms }) => [name, ms]))
  expect(inTokyo['presetHour']).toBe(now + 3_600_000)
  expect(inTokyo['presetDays90']).toBe(now + 90 * 86_400_000)
  // In Tokyo it is the next year already.
  expect(inTokyo['presetYear']).toBe(Date.UTC(2027, 11, 31, 14, 59))
})
