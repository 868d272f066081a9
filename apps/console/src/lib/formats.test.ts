import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createFormats, inFull, withUtc } from './formats.ts'

const moment = Date.UTC(2026, 10, 21, 13, 5)
const viewIn = (zone: string) => vi.stubEnv('TZ', zone)

describe('a moment', () => {
  beforeEach(() => void viewIn('Europe/Berlin'))
  afterEach(() => {
    vi.unstubAllEnvs()
    vi.unstubAllGlobals()
    vi.restoreAllMocks()
  })

  test('is written in the zone of the viewer', () => {
    const { dateTime, timeZone } = createFormats('en')
    expect([dateTime(moment), timeZone]).toEqual(['21 Nov 2026, 14:05', 'Europe/Berlin'])
    viewIn('Asia/Tokyo')
    expect(createFormats('ja').dateTime(moment)).toBe('2026/11/21 22:05')
  })

  test('has the zone that the browser names, and Intl does not begin for it', () => {
    vi.stubGlobal('Temporal', { Now: { timeZoneId: () => 'Asia/Tokyo' } })
    const begins = vi.spyOn(Intl, 'DateTimeFormat')
    expect(createFormats('en').timeZone).toBe('Asia/Tokyo')
    expect(begins).not.toHaveBeenCalled()
  })

  test.each(['Europe/Berlin', 'Asia/Tokyo', 'America/St_Johns', 'Australia/Lord_Howe', 'UTC'])(
    'is written in %s as the browser itself would',
    (zone) => {
      viewIn(zone)
      for (const [language, locale] of [
        ['en', 'en-GB'],
        ['ja', 'ja-JP'],
      ] as const) {
        const { dateTime, date, time } = createFormats(language)
        const { hour, minute, hourCycle, ...day } = inFull(language)
        const browser = (options: Intl.DateTimeFormatOptions) =>
          new Intl.DateTimeFormat(locale, { timeZone: zone, ...options })
        const [inAll, byDay, byClock] = [browser(inFull(language)), browser(day), browser({ hour, minute, hourCycle })]
        // Every month, both clock changes, and times of day on either side of midnight.
        for (let ms = Date.UTC(2023, 11, 30); ms < Date.UTC(2027, 1, 2); ms += 7 * 3_600_000 + 11 * 60_000) {
          expect(dateTime(ms)).toBe(inAll.format(ms))
          expect([date(ms), time(ms)]).toEqual([byDay.format(ms), byClock.format(ms)])
        }
      }
    },
  )

  test('is written in another zone with its name', () => {
    viewIn('UTC')
    expect(createFormats('en').dateTimeIn(moment, 'Europe/Berlin')).toBe('21 Nov 2026, 14:05 CET')
  })

  test('is told in UTC as well, but not twice', () => {
    expect(withUtc(createFormats('en'), moment)).toBe('21 Nov 2026, 14:05 CET · 21 Nov 2026, 13:05 UTC')
    viewIn('UTC')
    expect(withUtc(createFormats('en'), moment)).toBe('21 Nov 2026, 13:05 UTC')
  })

  test('has no text in a zone the browser does not know', () => {
    expect(createFormats('en').dateTimeIn(moment, 'Nowhere/Land')).toBeUndefined()
  })

  test('at midnight is the hour 00', () => {
    viewIn('UTC')
    expect(createFormats('en').time(Date.UTC(2026, 0, 1))).toBe('00:00')
  })
})

test('a number is written in groups of three digits', () => {
  const { number } = createFormats('en')
  expect([0, 999, -12, 1_284, 100_000, 0.5].map(number)).toEqual(['0', '999', '-12', '1,284', '100,000', '0.5'])
})
