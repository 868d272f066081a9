import { expect, test } from 'vitest'
import { expiryWeeks } from './expiry-weeks.ts'

const at = (day: string, time = '12:00') => new Date(`${day}T${time}:00`).getTime()
const now = at('2026-11-21', '14:05')
const expiring = (...moments: readonly (number | undefined)[]) => moments.map((expiryDate) => ({ expiryDate }))

test('thirteen weeks that begin today, each with the day after it', () => {
  const weeks = expiryWeeks([], now)
  expect(weeks).toHaveLength(13)
  expect(weeks[0]).toMatchObject({ from: '2026-11-21', before: '2026-11-28', count: 0 })
  expect(weeks[12]).toMatchObject({ from: '2027-02-13', before: '2027-02-20' })
})

test('a key counts in the week of its day; what never expires, has expired or is later counts in none', () => {
  const keys = expiring(
    at('2026-11-21', '14:06'),
    at('2026-11-27', '23:59'),
    at('2026-11-28', '00:00'),
    at('2027-02-19', '23:59'),
    undefined,
    at('2026-11-21', '14:04'),
    at('2027-02-20', '00:00'),
  )
  expect(expiryWeeks(keys, now).map(({ count }) => count)).toEqual([2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])
})
