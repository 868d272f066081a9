import type { ApiKey } from '@latchkey/contract'
import { expect, test } from 'vitest'
import { pagesWith, type KeyPage } from './key-pages.ts'
import { keyWith } from './keys-for-tests.ts'

const page = (...keys: readonly ApiKey[]): KeyPage => ({ keys, next: undefined })
const pageBeforeMore = (...keys: readonly ApiKey[]): KeyPage => ({ keys, next: keys.at(-1)?.ID })
const namesIn = (pages: readonly KeyPage[]) => pages.map(({ keys }) => keys.map(({ keyName }) => keyName))

test('a row is changed in its place or taken out, and a new one is the last', () => {
  const pages = [pageBeforeMore(keyWith(1), keyWith(2)), page(keyWith(3))]
  expect(namesIn(pagesWith(pages, [keyWith(2, 'renamed')], []))).toEqual([['key 1', 'renamed'], ['key 3']])
  expect(namesIn(pagesWith(pages, [], [1]))).toEqual([['key 2'], ['key 3']])
  expect(namesIn(pagesWith(pages, [keyWith(9)], []))).toEqual([
    ['key 1', 'key 2'],
    ['key 3', 'key 9'],
  ])
})

test('a list that is not read to its end is read on from where it was, whatever comes or goes meanwhile', () => {
  const pages = [pageBeforeMore(keyWith(1), keyWith(2))]
  expect(pagesWith(pages, [keyWith(9)], [])).toEqual(pages)
  expect(pagesWith(pages, [], [2])).toEqual([{ keys: [keyWith(1)], next: 2 }])
})
