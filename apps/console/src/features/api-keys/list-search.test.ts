import { describe, expect, test } from 'vitest'
import { columnsOf, defaultColumns, parseListSearch, sortedBy, sortOf, toggledColumn } from './list-search.ts'

const set = (search: object) => Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined))

describe('the address of the list', () => {
  test.each([
    [
      { q: 'bot', sort: '-created', x: '1' },
      { q: 'bot', sort: '-created' },
    ],
    [{ q: '', sort: 'colour' }, {}],
    [{ sort: 'name' }, {}],
    [{ group: 'role' }, { group: 'role' }],
    [{ group: 'colour' }, {}],
    [{ q: 7, sort: {} }, {}],
    [
      { status: 'expired', role: '2', language: 'ja-JP', after: '2026-12-01', expires: '2026-12-31', seen: 'never' },
      { status: 'expired', role: '2', language: 'ja-JP', after: '2026-12-01', expires: '2026-12-31', seen: 'never' },
    ],
    [{ status: 'gone', role: '2x', language: 'fr', after: 'today', expires: '2026-13-01', seen: 'tomorrow' }, {}],
  ])('%j is read as %j', (search, expected) => {
    expect(set(parseListSearch(search))).toEqual(expected)
  })
})

test('an order is a column and a direction', () => {
  expect(sortOf('-expires')).toEqual({ column: 'expires', descending: true })
  expect(sortOf('role')).toEqual({ column: 'role', descending: false })
  expect(sortOf(undefined)).toEqual({ column: 'name', descending: false })
})

test('a column chosen twice turns the order round', () => {
  expect(sortedBy('created', sortOf('name'))).toBe('created')
  expect(sortedBy('created', sortOf('created'))).toBe('-created')
  expect(sortedBy('created', sortOf('-created'))).toBe('created')
})

describe('the columns', () => {
  test('keep their order, and the name', () => {
    expect(columnsOf('ID,status,nonsense')).toEqual(['name', 'status', 'ID'])
  })
  test('are not written where they are those of the beginning', () => {
    const without = toggledColumn(undefined, 'role')
    expect(columnsOf(without)).toEqual(defaultColumns.filter((column) => column !== 'role'))
    expect(toggledColumn(without, 'role')).toBeUndefined()
  })
})
