import type { ApiKey } from '@latchkey/contract'
import { expect, test } from 'vitest'
import { pagesWith } from './key-pages.ts'

const key = (ID: number, keyName = `key ${ID}`): ApiKey => ({
  ID,
  keyName,
  description: '',
  locale: 'en-US',
  roleID: 1,
  timeZone: 'UTC',
  active: true,
  created: 0,
  unsuccessfulSignInAttempts: 0,
  serviceAccount: false,
})
const pageMax = 2
const namesIn = (pages: readonly (readonly ApiKey[])[]) => pages.map((page) => page.map(({ keyName }) => keyName))

test('a row is changed in its place or taken out, and a new one is the last', () => {
  const pages = [[key(1), key(2)], [key(3)]]
  expect(namesIn(pagesWith(pages, [key(2, 'renamed')], [], pageMax))).toEqual([['key 1', 'renamed'], ['key 3']])
  expect(namesIn(pagesWith(pages, [], [1], pageMax))).toEqual([['key 2'], ['key 3']])
  expect(namesIn(pagesWith(pages, [key(9)], [], pageMax))).toEqual([
    ['key 1', 'key 2'],
    ['key 3', 'key 9'],
  ])
})

test('a new key does not end the reading of a list that is not read to its end', () => {
  expect(namesIn(pagesWith([[key(1), key(2)]], [key(9)], [], pageMax))).toEqual([['key 1', 'key 2']])
})
