import type { OwnSession } from '@latchkey/contract'
import { databasesUnderTest } from '@latchkey/testing'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { cookieName, ours, startBff, tokenIn, type BffUnderTest } from '../../bff-under-test.ts'
import { json } from '../../stand-in-manager-for-tests.ts'

type Headers = Readonly<Record<string, string>>
const minute = 60_000

describe.each(databasesUnderTest())('the sessions of one person on $name', (under) => {
  let bff: BffUnderTest
  beforeEach(
    async () => void (bff = await startBff({ issuance: { retryMs: 20, settleMs: 1_000, sweepMs: 20 } }, under)),
  )
  afterEach(() => bff.stop())
  const list = async (headers: Headers) =>
    (await bff.call('GET', '/bff/sessions', headers)).json<{ sessions: OwnSession[] }>().sessions
  const statusOf = async (headers: Headers) => (await bff.call('GET', '/bff/session', headers)).statusCode

  test('are listed with where they are, and nothing that opens them', async () => {
    const one = await bff.session({ ...ours, 'user-agent': 'at home' })
    bff.time.now += 1_000
    const two = await bff.session({ ...ours, 'user-agent': 'at work' })
    await bff.session(ours, 'second')
    const listed = await list(two)
    expect(listed).toMatchObject([
      { userAgent: 'at home', current: false, address: '127.0.0.1', begun: bff.time.now - 1_000 },
      { userAgent: 'at work', current: true },
    ])
    const shown = JSON.stringify(listed)
    for (const { digest } of await bff.records()) expect(shown).not.toContain(digest)
    for (const secret of [...bff.manager.live].flat()) expect(shown).not.toContain(secret)
    expect(await statusOf(one)).toBe(200)
  })

  test('are ended one by one, at the manager too, and nobody ends those of another', async () => {
    const [one, two, other] = [await bff.session(), await bff.session(), await bff.session(ours, 'second')]
    const there = (await list(one)).find(({ current }) => !current)
    const end = (headers: Headers) => bff.call('DELETE', `/bff/sessions/${there?.sessionID}`, headers)
    expect((await end(other)).statusCode).toBe(404)
    expect((await end(one)).statusCode).toBe(204)
    expect([await statusOf(one), await statusOf(two), await statusOf(other)]).toEqual([200, 401, 200])
    expect(bff.manager.live.size).toBe(2)
    expect((await end(one)).statusCode).toBe(404)
  })

  test('are ended everywhere but here', async () => {
    const [one, two, three] = [await bff.session(), await bff.session(), await bff.session()]
    expect((await bff.call('DELETE', '/bff/sessions', two)).statusCode).toBe(204)
    expect([await statusOf(one), await statusOf(two), await statusOf(three)]).toEqual([401, 200, 401])
    expect(bff.manager.live.size).toBe(1)
  })

  test('go on under a new token when the password was changed, and the old one is dead in the store', async () => {
    const before = await bff.session()
    bff.manager.tell('POST /api/administrators/1', json(200, { ID: 1, username: 'operator' }))
    const answer = await bff.call('POST', '/bff/administrators/1', before, { password: 'another long one' })
    expect(answer.statusCode).toBe(200)
    const after = { ...ours, cookie: `${cookieName}=${tokenIn(answer.headers['set-cookie'])}` }
    expect(after.cookie).not.toBe(before['cookie'])
    expect([await statusOf(before), await statusOf(after)]).toEqual([401, 200])
    expect(await bff.records()).toHaveLength(1)
    const changedOther = await bff.call('POST', '/bff/administrators/2', after, { password: 'another long one' })
    expect(changedOther.headers).not.toHaveProperty('set-cookie')
  })

  test('go on under a new token when a second factor was switched on', async () => {
    const before = await bff.session()
    bff.manager.tell('POST /api/administrators/current/mfa/confirm', json(200, { recoveryCodes: ['a'] }))
    const answer = await bff.call('POST', '/bff/administrators/current/mfa/confirm', before, { mfaCode: '123456' })
    expect([answer.statusCode, answer.json()]).toEqual([200, { recoveryCodes: ['a'] }])
    expect(tokenIn(answer.headers['set-cookie'])).toMatch(/^[\w-]{43}$/)
    expect(await statusOf(before)).toBe(401)
  })

  test('go on under the old token where the store takes no new one, and what is shown once is shown', async () => {
    const before = await bff.session()
    bff.time.now += 1_000
    await bff.session()
    // What a new record would say is taken.
    await sql`CREATE UNIQUE INDEX in_the_way ON browser_sessions (last_seen)`.execute(bff.database.kysely)
    bff.manager.tell('POST /api/administrators/current/mfa/confirm', json(200, { recoveryCodes: ['a'] }))
    const answer = await bff.call('POST', '/bff/administrators/current/mfa/confirm', before, { mfaCode: '123456' })
    expect([answer.statusCode, answer.json()]).toEqual([200, { recoveryCodes: ['a'] }])
    expect(answer.headers).not.toHaveProperty('set-cookie')
    expect(await statusOf(before)).toBe(200)
  })

  test('that nobody uses end by themselves, at the manager too', async () => {
    await bff.session()
    bff.time.now += 16 * minute
    await vi.waitFor(async () => expect([await bff.records(), bff.manager.live.size]).toEqual([[], 0]))
  })

  test('are not kept alive by what a browser does by itself', async () => {
    const session = await bff.session()
    bff.time.now += 10 * minute
    expect((await bff.call('GET', '/bff/apikeys', { ...session, 'x-passive': '1' })).statusCode).toBe(200)
    bff.time.now += 6 * minute
    expect(await statusOf(session)).toBe(401)
  })
})
