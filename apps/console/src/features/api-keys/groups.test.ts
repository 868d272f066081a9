import { expect, test } from 'vitest'
import { keyWith } from '../../queries/keys-for-tests.ts'
import { GridGroup } from '../../ui/grid/group.ts'
import { grouped } from './groups.ts'
import type { ApiKeyRow } from './rows.ts'
import type { ApiKeyStatus } from './status.ts'

const row = (ID: number, roleID: number, roleName: string | undefined, status: ApiKeyStatus): ApiKeyRow => ({
  key: keyWith(ID, `key-${ID}`, { roleID }),
  roleName,
  status,
})
const rows = [
  row(1, 7, undefined, 'active'),
  row(2, 1, 'Operators', 'expired'),
  row(3, 2, 'Auditor', 'active'),
  row(4, 1, 'Operators', 'locked-out'),
  row(5, 3, 'Auditor', 'expired'),
]
const names = {
  collator: new Intl.Collator('en'),
  role: (name: string | undefined) => name ?? 'Unavailable',
  status: ({ status }: ApiKeyRow) => status.toUpperCase(),
}
const lines = (...[by, closed = []]: ['role' | 'status', string[]?]) =>
  grouped(rows, by, new Set(closed), names).map((line) =>
    line instanceof GridGroup ? `${line.name} (${line.count})` : line.key.ID,
  )

test('roles come by name, two of one name apart, and what is not known comes last', () => {
  expect(lines('role')).toEqual(['Auditor (1)', 3, 'Auditor (1)', 5, 'Operators (2)', 2, 4, 'Unavailable (1)', 1])
})

test('statuses come in the order a glance needs them, and a group keeps the order of its rows', () => {
  expect(lines('status')).toEqual(['LOCKED-OUT (1)', 4, 'EXPIRED (2)', 2, 5, 'ACTIVE (2)', 1, 3])
})

test('a closed group is a heading with its count', () => {
  expect(lines('status', ['expired'])).toEqual(['LOCKED-OUT (1)', 4, 'EXPIRED (2)', 'ACTIVE (2)', 1, 3])
})
