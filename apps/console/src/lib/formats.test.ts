import { describe, expect, test } from 'vitest'
import { createFormats, withUtc } from './formats.ts'

const moment = Date.UTC(2026, 10, 21, 13, 5)

describe('a moment', () => {
  test('is written in the zone of the viewer', () => {
    expect(createFormats('en', 'Europe/Berlin').dateTime(moment)).toBe('21 Nov 2026, 14:05')
    expect(createFormats('ja', 'Asia/Tokyo').dateTime(moment)).toBe('2026/11/21 22:05')
  })

  test('is written in another zone with its name', () => {
    expect(createFormats('en', 'UTC').dateTimeIn(moment, 'Europe/Berlin')).toBe('21 Nov 2026, 14:05 CET')
  })

  test('is told in UTC as well, but not twice', () => {
    expect(withUtc(createFormats('en', 'Europe/Berlin'), moment)).toBe(
      '21 Nov 2026, 14:05 CET · 21 Nov 2026, 13:05 UTC',
    )
    expect(withUtc(createFormats('en', 'UTC'), moment)).toBe('21 Nov 2026, 13:05 UTC')
  })

  test('has no text in a zone the browser does not know', () => {
    expect(createFormats('en', 'UTC').dateTimeIn(moment, 'Nowhere/Land')).toBeUndefined()
  })

  test('at midnight is the hour 00', () => {
    expect(createFormats('en', 'UTC').time(Date.UTC(2026, 0, 1))).toBe('00:00')
  })
})
