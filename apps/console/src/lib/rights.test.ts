import { expect, test } from 'vitest'
import { lacksAll, rightOf } from './rights.ts'

const view = 'platformRights.apikeyRights.canViewApiKeys'
const create = 'platformRights.apikeyRights.canCreateNewApiKeys'
const auditor = {
  role: {
    ID: 2,
    name: 'Auditor',
    rights: { platformRights: { apikeyRights: { canViewApiKeys: true, canCreateNewApiKeys: false } } },
  },
}

test('a right is held, missing, or not to be known', () => {
  expect(rightOf(auditor, view)).toBe('held')
  expect(rightOf(auditor, create)).toBe('missing')
  expect(rightOf({}, create)).toBe('unknown')
})

test('someone whose role cannot be read is not called a reader', () => {
  expect(lacksAll(auditor, [create])).toBe(true)
  expect(lacksAll({}, [create])).toBe(false)
})
