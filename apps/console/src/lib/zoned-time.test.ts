import { afterEach, describe, expect, test } from 'vitest'
import { clockChanges } from './clock-changes-for-tests.ts'
import { createFormats } from './formats.ts'
import { isoIn, momentsOf, parsePasted, wallTimeAt } from './zoned-time.ts'

const minuteMs = 60_000
const ownZone = process.env['TZ']
afterEach(() => {
  if (ownZone === undefined) delete process.env['TZ']
  else process.env['TZ'] = ownZone
})

describe.each(['UTC', 'America/New_York', 'Asia/Tokyo'])('in a process that runs in %s', (processZone) => {
  test.each(clockChanges)('%s has its moments', (zone, noonMs, skipped, twice) => {
    process.env['TZ'] = processZone
    expect(momentsOf({ date: '2025-07-01', time: '12:00' }, zone)).toEqual({ kind: 'one', ms: noonMs })
    expect(wallTimeAt(noonMs, zone)).toEqual({ date: '2025-07-01', time: '12:00' })
    if (skipped) {
      const [date, time, changeMs] = skipped
      const expected = { kind: 'never', before: changeMs - minuteMs, after: changeMs }
      expect(momentsOf({ date, time }, zone)).toEqual(expected)
    }
    if (twice) {
      const [date, time, earlier, later] = twice
      expect(momentsOf({ date, time }, zone)).toEqual({ kind: 'twice', earlier, later })
    }
  })
})

test('most of the zones change their clocks', () => {
  expect(clockChanges.filter(([, , skipped, twice]) => skipped && twice).length).toBeGreaterThan(30)
})

describe.each(['en', 'ja'] as const)('in %s', (language) => {
  test.each(clockChanges)('%s tells the two apart by the name of the zone', (zone, _, __, twice) => {
    if (!twice) return
    const [, , earlier, later] = twice
    const { dateTimeIn } = createFormats(language)
    expect(dateTimeIn(earlier, zone)).not.toBe(dateTimeIn(later, zone))
  })
})

describe('what is pasted', () => {
  test.each([
    ['2026-11-21', { date: '2026-11-21', time: '23:59' }],
    [' 2026-11-21 14:05 ', { date: '2026-11-21', time: '14:05' }],
    ['2026-11-21T14:05:30Z', { date: '2026-11-21', time: '15:05' }],
    ['2026-11-21T14:05:30.123+09:00', { date: '2026-11-21', time: '06:05' }],
    ['2026-02-30', undefined],
    ['tomorrow', undefined],
    ['08:30', { date: '2027-01-02', time: '08:30' }],
    ['25:30', undefined],
  ])('%j is read as %j', (text, expected) => {
    expect(parsePasted(text, 'Europe/Berlin', '2027-01-02')).toEqual(expected)
  })
})

test.each([
  ['2026-02-30', '10:00'],
  ['', '10:00'],
  ['2026-11-21', ''],
])('%j at %j is no time', (date, time) => {
  expect(momentsOf({ date, time }, 'UTC')).toEqual({ kind: 'unreadable' })
})

test.each([
  ['UTC', '2026-11-21T13:05:30+00:00'],
  ['Asia/Tokyo', '2026-11-21T22:05:30+09:00'],
  ['America/St_Johns', '2026-11-21T09:35:30-03:30'],
])('a moment is written with the offset of %s', (zone, expected) => {
  expect(isoIn(Date.UTC(2026, 10, 21, 13, 5, 30, 123), zone)).toBe(expected)
})
