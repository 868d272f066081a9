import { expect, test } from 'vitest'
import { keyWith } from '../../queries/keys-for-tests.ts'
import { createNameOrder } from './name-order.ts'

test('pages are one list by name, as the language of the viewer has it', () => {
  const pages = [
    { keys: [keyWith(1, 'b'), keyWith(2, 'Ä')], next: 2 },
    { keys: [keyWith(3, 'a'), keyWith(4, 'z'), keyWith(5, 'b')], next: undefined },
  ]
  expect(createNameOrder('en')(pages).map(({ ID }) => ID)).toEqual([3, 2, 1, 5, 4])
  expect(createNameOrder('sv')(pages).map(({ ID }) => ID)).toEqual([3, 1, 5, 4, 2])
})
