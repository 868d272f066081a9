import { describe, expect, test } from 'vitest'
import { expiringSoonMs, statusAt } from './status.ts'

const now = Date.UTC(2026, 10, 21)

describe('the status of a key', () => {
  test.each([
    ['active without an expiry', { active: true }, 'active'],
    ['active until 14 days before its end', { active: true, expiryDate: now + expiringSoonMs + 1 }, 'active'],
    ['expiring from 14 days before its end', { active: true, expiryDate: now + expiringSoonMs }, 'expiring'],
    ['expiring in its last millisecond', { active: true, expiryDate: now + 1 }, 'expiring'],
    ['expired at the very moment', { active: true, expiryDate: now }, 'expired'],
    ['locked out, whatever its expiry', { active: false, expiryDate: now - 1 }, 'locked-out'],
    ['locked out until it frees itself', { active: false, unlockTime: now + 1 }, 'locked-out'],
    ['active again at that moment', { active: false, unlockTime: now }, 'active'],
    ['expired though freed', { active: false, unlockTime: now, expiryDate: now }, 'expired'],
  ] as const)('is %s', (_, key, status) => {
    expect(statusAt(key, now)).toBe(status)
  })
  test('is that nobody has its secret, until it is locked out or over', () => {
    expect(statusAt({ active: true }, now, false)).toBe('unconfirmed')
    expect(statusAt({ active: false }, now, false)).toBe('locked-out')
    expect(statusAt({ active: true, expiryDate: now }, now, false)).toBe('expired')
  })
})
