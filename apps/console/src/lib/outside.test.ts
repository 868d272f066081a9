import type { SystemEvent } from '@latchkey/contract'
import { describe, expect, test } from 'vitest'
import { createOriginOf } from './outside.ts'

const event: SystemEvent = {
  time: 1_000_000,
  level: 'info',
  eventID: 662,
  event: 'Role Updated',
  targetKind: 'role',
  targetID: 7,
  targetName: 'Helpdesk',
  performedByID: 3,
  performedByName: 'mori',
  description: '',
  ID: 12,
}
const entry = { time: 1_000_400, objectKind: 'roles', objectID: 7, administratorID: 3, outcome: 'ok' } as const

describe('a change', () => {
  test('of which the console has a record went through it', () => {
    expect(createOriginOf([entry], true)(event)).toBe('console')
    // A new thing has no ID yet when its record begins.
    expect(createOriginOf([{ ...entry, objectID: undefined }], true)(event)).toBe('console')
  })

  test.each([
    ['another person', { administratorID: 4 }],
    ['another thing', { objectID: 8 }],
    ['another kind', { objectKind: 'administrators' }],
    ['another time', { time: 2_000_000 }],
    ['a refusal', { outcome: 'denied' as const }],
  ])('is from outside where the record is of %s', (_, part) => {
    expect(createOriginOf([{ ...entry, ...part }], true)(event)).toBe('outside')
  })

  test('of before the record that was read may be from anywhere', () => {
    expect(createOriginOf([{ ...entry, time: 9_000_000 }], false)(event)).toBe('unknown')
    expect(createOriginOf(undefined, false)(event)).toBe('unknown')
  })

  test('is not what nobody changed', () => {
    expect(createOriginOf([], true)({ ...event, eventID: 600, targetKind: 'administrator' })).toBeUndefined()
  })
})
