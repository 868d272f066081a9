import { describe, expect, test } from 'vitest'
import { nothingSelected, selectOnly, selectRange, toggleAll, toggleRow } from './selection.ts'

const shown = [5, 3, 9, 1]
const keysOf = ({ keys }: { readonly keys: ReadonlySet<number> }) => [...keys]

describe('a selection', () => {
  test('takes a row in and out again', () => {
    const one = toggleRow(nothingSelected, 3)
    expect(keysOf(one)).toEqual([3])
    expect(keysOf(toggleRow(one, 3))).toEqual([])
  })
  test('draws a range either way from where it began', () => {
    expect(keysOf(selectRange(selectOnly(3), 1, shown))).toEqual([3, 9, 1])
    expect(keysOf(selectRange(selectOnly(9), 5, shown))).toEqual([5, 3, 9])
  })
  test('begins anew where the beginning is not shown any more', () => {
    expect(keysOf(selectRange(selectOnly(77), 9, shown))).toEqual([9])
  })
  test('is all that is shown, then nothing', () => {
    const all = toggleAll(selectOnly(3), shown)
    expect(keysOf(all)).toEqual(shown)
    expect(keysOf(toggleAll(all, shown))).toEqual([])
  })
})
