import { describe, expect, test } from 'vitest'
import { endOfDay, startOfDay } from '../../lib/days.ts'
import { hourFrom, parseEventSearch, targetOf, textOfHour } from './event-address.ts'

describe('the address', () => {
  test('takes what is known', () => {
    expect(parseEventSearch({ level: 'error', target: 'role.7', by: '3', from: '2026-11-21' })).toMatchObject({
      level: 'error',
      target: 'role.7',
      by: '3',
      from: '2026-11-21',
    })
    expect(parseEventSearch({ level: 'loud', target: 'planet.7', by: 'x', from: 'soon' })).toEqual({})
    expect(targetOf('api-key.12')).toEqual({ targetKind: 'api-key', targetID: 12 })
    expect(targetOf('setting')).toEqual({ targetKind: 'setting' })
  })

  test('an hour is the same for everybody, wherever they are', () => {
    const from = Date.UTC(2026, 10, 21, 5, 30)
    expect(textOfHour(from)).toBe('2026-11-21T05:30Z')
    expect(hourFrom(parseEventSearch({ hour: '2026-11-21T05:30Z' }).hour)).toBe(from)
    for (const hour of ['2026-99-21T05:30Z', 'noon', 5]) expect(parseEventSearch({ hour }).hour).toBeUndefined()
  })

  test('a day is whole', () => {
    expect((endOfDay('2026-11-21') ?? 0) - (startOfDay('2026-11-21') ?? 0)).toBe(86_400_000)
  })
})
