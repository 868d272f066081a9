import type { ApiKey } from '@latchkey/contract'
import { describe, expect, test } from 'vitest'
import { isSort, shownKeys, type Sort } from './api-key-order.ts'

const now = 1_790_000_000_000
const key = (ID: number, keyName: string, more: Partial<ApiKey> = {}): ApiKey => ({
  keyName,
  description: '',
  locale: 'en-US',
  roleID: 1,
  timeZone: 'Etc/UTC',
  active: true,
  created: now,
  unsuccessfulSignInAttempts: 0,
  serviceAccount: false,
  ID,
  ...more,
})
const keys = [
  key(4, 'ci-10'),
  key(2, 'CI-9', { description: 'Nightly', roleID: 2 }),
  key(3, 'web', { active: false }),
  key(5, 'old', { expiryDate: now - 1 }),
]
const names = (search: string, sort: Sort) =>
  shownKeys(keys, { search, sort, now, roleName: (ID) => (ID === 1 ? 'Full Access' : 'Auditor') }).map(
    ({ keyName }) => keyName,
  )

describe('the list', () => {
  test('is in the order people read numbers', () => expect(names('', 'name')).toEqual(['CI-9', 'ci-10', 'old', 'web']))
  test('turns round', () => expect(names('', '-name')).toEqual(['web', 'old', 'ci-10', 'CI-9']))
  test('has what needs attention first by status', () =>
    expect(names('', 'status').slice(0, 2)).toEqual(['web', 'old']))
  test('puts keys that never expire last', () => expect(names('', 'expires')[0]).toBe('old'))
  test.each([
    ['ci', ['CI-9', 'ci-10']],
    ['NIGHTLY', ['CI-9']],
    ['audit', ['CI-9']],
    [' ', ['CI-9', 'ci-10', 'old', 'web']],
    ['nobody', []],
  ])('searched for %j is %j', (search, found) => expect(names(search, 'name')).toEqual(found))
})

test('only columns can be sorted by', () => {
  expect([isSort('-created'), isSort('secretKey'), isSort(7)]).toEqual([true, false, false])
})
