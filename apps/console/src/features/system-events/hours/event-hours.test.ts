import { expect, test } from 'vitest'
import { eventHours, hourMs } from './event-hours.ts'

const noon = new Date(2026, 10, 21, 12).getTime()
const event = (time: number, level: 'info' | 'warning' | 'error' = 'info') => ({ time, level })
const events = [event(noon + 5, 'error'), event(noon), event(noon - 1, 'warning'), event(noon - 2 * hourMs)]

test('every event is in its hour, from its first moment to its last', () => {
  const hours = eventHours(events, { end: noon + 10, count: 3, readFrom: -Infinity })
  expect(hours.map(({ from, total }) => [from, total])).toEqual([
    [noon - 2 * hourMs, 1],
    [noon - hourMs, 1],
    [noon, 2],
  ])
  expect(hours[2]?.byLevel).toEqual({ info: 1, warning: 0, error: 1 })
  expect(hours.every(({ read, from, before }) => read === 'all' && before - from === hourMs)).toBe(true)
})

test('an end on the hour is the end of the hour before', () => {
  expect(eventHours([], { end: noon, count: 1, readFrom: -Infinity })[0]?.from).toBe(noon - hourMs)
})

test('what was not read yet is not said to be empty', () => {
  const hours = eventHours(events.slice(0, 3), { end: noon + 10, count: 4, readFrom: noon - 1 })
  expect(hours.map(({ read }) => read)).toEqual(['none', 'none', 'part', 'all'])
  expect(hours.map(({ total }) => total)).toEqual([0, 0, 1, 2])
})
