import { afterEach, beforeEach, expect, test } from 'vitest'
import { ours, startBff, type BffUnderTest } from '../../bff-under-test.ts'
import { json } from '../../stand-in-manager-for-tests.ts'

let bff: BffUnderTest
beforeEach(async () => void (bff = await startBff()))
afterEach(() => bff.stop())

const claim = (token: string) =>
  bff.call('POST', '/bff/setup', ours, { token, userName: 'first', password: 'correct canary battery' })

test('who made the first administrator, and who tried, is in the activity, without token and password', async () => {
  bff.manager.tell('POST /api/setup', json(403, { message: 'The link is not valid any more.' }))
  expect((await claim('canary-token')).statusCode).toBe(403)
  bff.manager.tell('POST /api/setup', json(200, { ID: 7 }))
  expect((await claim('canary-token')).statusCode).toBe(200)
  const answer = await bff.call('POST', '/bff/activity/search', await bff.session(), { action: 'user.created' })
  const begun = { action: 'user.created', objectKind: 'administrators', objectName: 'first', address: '127.0.0.1' }
  expect(answer.json<{ entries: unknown[] }>().entries).toMatchObject([
    { ...begun, outcome: 'ok', objectID: 7 },
    { ...begun, outcome: 'begun' },
    { ...begun, outcome: 'denied', reason: 'The link is not valid any more.' },
    { ...begun, outcome: 'begun' },
  ])
  expect(answer.body).not.toContain('canary')
})
