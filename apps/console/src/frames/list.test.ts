import { describe, expect, test } from 'vitest'
import { parseListAddress, sortedBy, sortOf } from './list-address.ts'
import { byNumber, matching, ordered } from './list-rows.ts'

const byName = { column: 'name', descending: false }

describe('a list in the address', () => {
  test('only what is text is taken', () => {
    expect(parseListAddress({ q: 'a', sort: '-name', other: 'x' })).toEqual({ q: 'a', sort: '-name' })
    expect(parseListAddress({ q: '', sort: 3 })).toEqual({ q: undefined, sort: undefined })
  })

  test('the usual order is not written, the same column again turns it round', () => {
    expect(sortOf(undefined, byName)).toBe(byName)
    expect(sortedBy('name', byName, byName)).toBe('-name')
    expect(sortedBy('name', sortOf('-name', byName), byName)).toBeUndefined()
    expect(sortedBy('role', byName, byName)).toBe('role')
    expect(sortOf('-role', byName)).toEqual({ column: 'role', descending: true })
  })
})

describe('the rows of a list', () => {
  const rows = [
    { name: 'ABC', size: 2 },
    { name: 'ｂｃｄ', size: undefined },
    { name: 'b', size: 2 },
  ]
  const names = (found: readonly { name: string }[]) => found.map(({ name }) => name)

  test('are found by every word, in full and half width alike', () => {
    expect(names(matching(rows, 'bc', ({ name }) => name))).toEqual(['ABC', 'ｂｃｄ'])
    expect(names(matching(rows, 'b c d', ({ name }) => name))).toEqual(['ｂｃｄ'])
    expect(matching(rows, ' ', ({ name }) => name)).toBe(rows)
  })

  test('keep their order where they are equal, and what is not known comes first', () => {
    const column = {
      id: 'size',
      header: 'Size',
      widthMinPx: 1,
      grow: 1,
      cell: () => null,
      compare: (a: { size: number | undefined }, b: { size: number | undefined }) => byNumber(a.size, b.size),
    }
    expect(names(ordered(rows, [column], { column: 'size', descending: false }))).toEqual(['ｂｃｄ', 'ABC', 'b'])
    expect(names(ordered(rows, [column], { column: 'size', descending: true }))).toEqual(['ABC', 'b', 'ｂｃｄ'])
    expect(ordered(rows, [column], { column: 'none', descending: true })).toBe(rows)
  })
})
