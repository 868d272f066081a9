import { expect, test } from 'vitest'
import { statusOf } from './api-key-status.ts'

const now = 1_790_000_000_000
const day = 86_400_000

test.each([
  ['active', { active: true }],
  ['active', { active: true, expiryDate: now + 14 * day + 1 }],
  ['expiring', { active: true, expiryDate: now + 14 * day }],
  ['expiring', { active: true, expiryDate: now + 1 }],
  ['expired', { active: true, expiryDate: now }],
  ['locked-out', { active: false }],
  ['locked-out', { active: false, expiryDate: now - day }],
] as const)('is %s for %j', (status, key) => {
  expect(statusOf(key, now)).toBe(status)
})
