import type { ApiKey } from '@latchkey/contract'
import { describe, expect, test } from 'vitest'
import { keyWith } from '../../queries/keys-for-tests.ts'
import { sortOf } from './list-search.ts'
import { filtered, matching, sorted, toRows } from './rows.ts'

const now = Date.UTC(2026, 10, 21)
const key = (ID: number, keyName: string, more: Partial<ApiKey> = {}) =>
  keyWith(ID, keyName, { created: now - ID, ...more })
const keys = [
  key(1, 'deploy-bot', { description: 'Rolls out builds: ΟΔΟΣΑ, Straße', expiryDate: now + 5, lastSignIn: now }),
  key(2, 'ＡＢＣ監査', { roleID: 2, expiryDate: now - 5 }),
  key(3, 'backup', { active: false, lastSignIn: now - 9 }),
]
const rows = toRows(keys, { roleNames: new Map([[1, 'Full Access']]), notes: new Map() }, now)
const inNameOrder = [rows[1], rows[2], rows[0]].filter((row) => row !== undefined)
const IDs = (found: typeof rows | readonly (typeof rows)[number][]) => found.map((row) => row.key.ID)

describe('a search', () => {
  test.each([
    ['', [1, 2, 3]],
    ['BOT', [1]],
    ['full out', [1]],
    ['abc', [2]],
    ['監査', [2]],
    ['οδος', [1]],
    ['οδοσα', [1]],
    ['STRASSE', [1]],
    ['nothing like it', []],
  ])('for %j finds %j', (q, expected) => {
    expect(IDs(matching(rows, q))).toEqual(expected)
  })
})

describe('an order', () => {
  test.each([
    ['name', [2, 3, 1]],
    ['-name', [1, 3, 2]],
    ['role', [3, 1, 2]],
    ['status', [3, 2, 1]],
    ['expires', [2, 1, 3]],
    ['-expires', [3, 1, 2]],
    ['lastSignIn', [2, 3, 1]],
    ['created', [3, 2, 1]],
    ['description', [1, 2, 3]],
    ['-description', [2, 3, 1]],
  ])('by %s is %j', (text, expected) => {
    expect(IDs(sorted(inNameOrder, sortOf(text), () => new Intl.Collator('en')))).toEqual(expected)
  })
})

describe('a filter', () => {
  test.each([
    [{ status: 'locked-out' }, [3]],
    [{ role: '2' }, [2]],
    [{ language: 'ja-JP' }, []],
    [{ expires: '2026-11-23' }, [1, 2]],
    [{ expires: '2026-11-19' }, []],
    [{ seen: 'never' }, [2]],
    [{ seen: '2026-11-19' }, [2]],
    [{ seen: '2026-11-23', role: '1' }, [1, 3]],
    [{}, [1, 2, 3]],
  ] as const)('for %j leaves %j', (filters, expected) => {
    expect(IDs(filtered(rows, filters))).toEqual(expected)
  })
})
