import { describe, expect, test } from 'vitest'
import { findZones, zonesIn } from './time-zones.ts'

const found = (q: string, language: 'en' | 'ja' = 'en') => findZones(zonesIn(language), q).map(({ name }) => name)

describe('a time zone is found', () => {
  test.each([
    ['its city', 'berlin', 'Europe/Berlin'],
    ['two words of its name', 'new york', 'America/New_York'],
    ['its country', 'japan', 'Asia/Tokyo'],
    ['its offset', '+05:45', 'Asia/Katmandu'],
    ['its offset from UTC', 'utc+09:00', 'Asia/Tokyo'],
    ['an offset as people write it', 'utc+9', 'Asia/Tokyo'],
    ['the abbreviation in use', 'jst', 'Asia/Tokyo'],
    ['a letter without its accent', 'sao paulo', 'America/Sao_Paulo'],
  ])('by %s', (_, q, zone) => {
    expect(found(q).map((name) => name.replace('Kathmandu', 'Katmandu'))).toContain(zone)
  })
  test.each([
    ['Asia/Kolkata', 'kolkata', 'calcutta'],
    ['Asia/Kathmandu', 'kathmandu', 'katmandu'],
    ['Europe/Kyiv', 'kyiv', 'kiev'],
    ['Asia/Ho_Chi_Minh', 'ho chi minh', 'saigon'],
  ])('%s by the name its city has now, and by the one before', (_, now, before) => {
    expect(found(now)).toHaveLength(1)
    expect(found(now)).toEqual(found(before))
  })
  test('by what the Japanese call its city', () => {
    expect(found('東京', 'ja')).toEqual(['Asia/Tokyo'])
    expect(found('ニューヨーク', 'ja')).toContain('America/New_York')
  })
  test('by what the Japanese call its country', () => {
    expect(found('ドイツ', 'ja')).toContain('Europe/Berlin')
  })
  test('before those that only hold what was typed', () => {
    expect(['Asia/Calcutta', 'Asia/Kolkata']).toContain(found('ist')[0])
    expect(found('tok')[0]).toBe('Asia/Tokyo')
    expect(found('')[0]).toBe('UTC')
  })
  test('or not at all', () => {
    expect(found('atlantis')).toEqual([])
  })
})
