import { expect, test } from 'vitest'
import { drawnRows, inDocument, slotOf } from './use-row-window.ts'

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)

test('what is seen is drawn, and four rows before and after it', () => {
  expect(drawnRows({ first: 0, rows: 10 }, 100_000, -1)).toEqual(numbers(0, 14))
  expect(drawnRows({ first: 500, rows: 10 }, 100_000, -1)).toEqual(numbers(496, 514))
})

test('a list shorter than the window is drawn whole, an empty one not at all', () => {
  expect(drawnRows({ first: 0, rows: 20 }, 3, 1)).toEqual([0, 1, 2])
  expect(drawnRows({ first: 0, rows: 20 }, 0, -1)).toEqual([])
})

test('the row with the focus is drawn however far it is scrolled away, in its place', () => {
  expect(drawnRows({ first: 500, rows: 2 }, 1_000, 3)).toEqual([3, ...numbers(496, 506)])
  expect(drawnRows({ first: 500, rows: 2 }, 1_000, 900)).toEqual([...numbers(496, 506), 900])
  expect(drawnRows({ first: 500, rows: 2 }, 1_000, 1_000)).toEqual(numbers(496, 506))
})

test('a list that became shorter shows its end at once', () => {
  expect(drawnRows({ first: 90_000, rows: 10 }, 20, -1)).toEqual(numbers(6, 19))
})

test('no two rows that are drawn have one element, and the row with the focus keeps its own', () => {
  const slots = 29
  for (const keep of [-1, 0, 7, 40, 999])
    for (let first = 0; first < 1_000; first += 3) {
      const drawn = drawnRows({ first, rows: 20 }, 1_000, keep)
      expect(new Set(drawn.map((index) => slotOf(index, slots, keep))).size).toBe(drawn.length)
      if (keep >= 0) expect(slotOf(keep, slots, keep)).toBe(keep % slots)
    }
})

test('while rows are scrolled each element stays where it was at rest', () => {
  const [count, rows, slots, since] = [1_000, 20, 29, 296]
  const slotsAt = (first: number, from: number | undefined, keep = -1) => {
    const drawn = drawnRows({ first, rows }, count, keep).map((index) => ({ index, slot: slotOf(index, slots, keep) }))
    return inDocument(drawn, slots, from).map(({ slot }) => slot)
  }
  const atRest = slotsAt(300, undefined)
  for (let first = 0; first <= 980; first += 7) {
    const moving = slotsAt(first, since)
    expect(moving).toEqual(atRest.filter((slot) => moving.includes(slot)))
  }
  // The row with the focus as well, also where another has its number.
  for (let first = 0; first <= 980; first += 7)
    expect(slotsAt(first, since, 310).filter((slot) => slot !== slots)).toEqual(
      atRest.filter((slot) => slotsAt(first, since, 310).includes(slot)),
    )
})
