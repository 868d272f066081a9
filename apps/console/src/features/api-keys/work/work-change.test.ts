import { expect, test } from 'vitest'
import { changeOf, type KeyWork } from './work-change.ts'

const works: readonly (readonly [KeyWork, unknown])[] = [
  [
    { kind: 'lockOut', reason: 'leaked' },
    { method: 'POST', body: { active: false } },
  ],
  [{ kind: 'unlock' }, { method: 'POST', body: { active: true } }],
  [
    { kind: 'setExpiry', expiryDate: 1_800_000_000_000 },
    { method: 'POST', body: { expiryDate: 1_800_000_000_000 } },
  ],
  [
    { kind: 'changeRole', roleID: 3 },
    { method: 'POST', body: { roleID: 3 } },
  ],
  [{ kind: 'remove' }, { method: 'DELETE' }],
]

test.each(works)('%j of one key and of several, as a call', (work, call) => {
  expect(changeOf([{ ID: 7 }], work)).toEqual({ ...Object(call), path: '/apikeys/7' })
  expect(changeOf([{ ID: 7 }, { ID: 8 }], work)).toEqual({ ...Object(call), path: '/apikeys/{ID}', IDs: [7, 8] })
})
