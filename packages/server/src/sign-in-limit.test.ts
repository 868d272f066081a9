import { setImmediate as turn } from 'node:timers/promises'
import { Refusal } from '@latchkey/contract'
import { expect, test } from 'vitest'
import { createSignInLimit } from './sign-in-limit.ts'

test.each([
  { 'sign-ins': 3, 'sign-ins-hour': 20 },
  { 'sign-ins': 20, 'sign-ins-hour': 3 },
])('tries that run at once pass by neither count: %j', async (limits) => {
  const { admit } = createSignInLimit(() => 0, limits)
  const wrong = async () => {
    await turn()
    throw new Refusal(401, 'wrong')
  }
  const results = await Promise.allSettled(Array.from({ length: 10 }, () => admit('192.0.2.1', wrong)))
  const statuses = results.map((result) => result.status === 'rejected' && Object(result.reason).status)
  expect(statuses).toEqual([...Array(3).fill(401), ...Array(7).fill(429)])
})
