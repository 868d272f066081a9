import { expect, test } from 'vitest'
import { parseSearch, stringifySearch } from './search-text.ts'

test.each([{ q: '42' }, { q: 'a & b = "c"', sort: '-name' }, { q: '鍵' }, {}])(
  '%j goes through the address unchanged',
  (search) => {
    expect(parseSearch(stringifySearch(search))).toEqual(search)
  },
)

test('what is not set is not in the address', () => {
  expect(stringifySearch({ q: '', sort: undefined })).toBe('')
})
