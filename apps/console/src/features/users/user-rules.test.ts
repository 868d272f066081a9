import { describe, expect, test } from 'vitest'
import { isLastFull, obstacleTo, statusAt } from './user-rules.ts'

const user = (ID: number, roleID: number, active = true) => ({ ID, roleID, active })

describe('who can be removed, demoted or locked out', () => {
  test('anyone who is not the last with full access', () => {
    const users = [user(1, 1), user(2, 1), user(3, 5)]
    expect(obstacleTo(user(2, 1), users, 1)).toBeUndefined()
    expect(obstacleTo(user(3, 5), users, 1)).toBeUndefined()
  })

  test('not the last of them; one that is locked out does not count', () => {
    const users = [user(1, 1), user(2, 1, false), user(3, 5)]
    expect(obstacleTo(user(1, 1), users, 3)).toBe('lastFull')
    expect(obstacleTo(user(2, 1, false), users, 3)).toBeUndefined()
  })

  test('the last of them gets no other role either, not even from themselves', () => {
    expect(isLastFull(user(1, 1), [user(1, 1), user(2, 1, false)])).toBe(true)
    expect(isLastFull(user(1, 1), [user(1, 1), user(2, 1)])).toBe(false)
  })

  test('nobody themselves', () => {
    expect(obstacleTo(user(3, 5), [user(1, 1), user(3, 5)], 3)).toBe('oneself')
  })
})

test('a lock that has run out is none', () => {
  expect(statusAt({ active: false }, 10)).toBe('locked-out')
  expect(statusAt({ active: false, unlockTime: 11 }, 10)).toBe('locked-out')
  expect(statusAt({ active: false, unlockTime: 10 }, 10)).toBe('active')
})

test('whom wrong passwords have locked is locked out until then', () => {
  expect(statusAt({ active: true, unlockTime: 11 }, 10)).toBe('locked-out')
  expect(statusAt({ active: true, unlockTime: 10 }, 10)).toBe('active')
  expect(statusAt({ active: true }, 10)).toBe('active')
})
