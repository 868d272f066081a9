import { describe, expect, test } from 'vitest'
import { moveCursor, within } from './cursor.ts'

const size = { rows: 100, columns: 7, rowsPerPage: 20 }

describe('the cursor of a grid', () => {
  test.each([
    ['ArrowDown', { row: 5, column: 2 }, { row: 6, column: 2 }],
    ['ArrowUp', { row: 0, column: 2 }, { row: -1, column: 2 }],
    ['ArrowUp', { row: -1, column: 2 }, { row: -1, column: 2 }],
    ['ArrowRight', { row: 5, column: 6 }, { row: 5, column: 6 }],
    ['Home', { row: 5, column: 4 }, { row: 5, column: 0 }],
    ['End', { row: 5, column: 4 }, { row: 5, column: 6 }],
    ['PageDown', { row: 90, column: 4 }, { row: 99, column: 4 }],
    ['PageUp', { row: 5, column: 4 }, { row: 0, column: 4 }],
    ['mod+Home', { row: 50, column: 4 }, { row: 0, column: 0 }],
    ['mod+End', { row: 50, column: 4 }, { row: 99, column: 6 }],
  ])('goes with %s from %j to %j', (key, from, to) => {
    expect(moveCursor(from, key, size)).toEqual(to)
  })

  test('leaves other keys alone', () => {
    expect(moveCursor({ row: 0, column: 0 }, 'a', size)).toBeUndefined()
  })

  test('stays inside when rows go', () => {
    expect(within({ row: 80, column: 3 }, { rows: 2, columns: 7 })).toEqual({ row: 1, column: 3 })
    expect(within({ row: 80, column: 3 }, { rows: 0, columns: 7 })).toEqual({ row: -1, column: 3 })
  })
})
