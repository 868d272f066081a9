import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startBff, type BffUnderTest } from '../../bff-under-test.ts'
import { json } from '../../stand-in-manager-for-tests.ts'

let bff: BffUnderTest
beforeEach(async () => {
  bff = await startBff()
})
afterEach(() => bff.stop())

const secret = '1:4rFctPvno+dxntueMcso4F61SUZMFVt3I6SczG7ysOA='
const long = Array.from({ length: 3_000 }, (_, ID) => ({ ID, keyName: `a key with a long name, number ${ID}` }))

test.each([
  ['in one piece', []],
  ['that streams', long],
])('a secret in a read %s is kept from the page, and that it came is recorded', async (_, others) => {
  const session = await bff.session()
  bff.manager.tell('GET /api/apikeys', json(200, { apiKeys: [...others, { ID: 1, secretKey: secret }] }))
  const answer = await bff.call('GET', '/bff/apikeys', session).catch(() => undefined)
  expect(answer?.body ?? '').not.toContain(secret)
  await vi.waitFor(async () => {
    const rows = await bff.database.kysely
      .selectFrom('activity')
      .select(['outcome', 'entry'])
      .where('action', '=', 'system.secret-in-read')
      .execute()
    expect(rows).toMatchObject([{ outcome: 'denied', entry: expect.stringContaining('"path":"/apikeys"') }])
    expect(rows[0]?.entry).not.toContain(secret)
  })
})
