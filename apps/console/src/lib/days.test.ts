import { afterEach, expect, test } from 'vitest'
import { endOfDay, startOfDay } from './days.ts'

const ownZone = process.env['TZ']
afterEach(() => {
  if (ownZone === undefined) delete process.env['TZ']
  else process.env['TZ'] = ownZone
})

test.each([
  ['UTC', '2026-11-21', '2026-11-21T00:00:00Z', '2026-11-22T00:00:00Z'],
  ['Europe/Berlin', '2026-10-25', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z'],
  // Here the clocks go forward at midnight, and the day begins at one.
  ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00Z', '2026-04-24T21:00:00Z'],
  ['Africa/Cairo', '2026-04-23', '2026-04-22T22:00:00Z', '2026-04-23T22:00:00Z'],
  // Here they go back at midnight, which is there twice.
  ['America/Santiago', '2026-04-04', '2026-04-04T03:00:00Z', '2026-04-05T04:00:00Z'],
])('in %s the day %s goes from %s to %s', (zone, day, from, to) => {
  process.env['TZ'] = zone
  expect(startOfDay(day)).toBe(Date.parse(from))
  expect(endOfDay(day)).toBe(Date.parse(to))
})
