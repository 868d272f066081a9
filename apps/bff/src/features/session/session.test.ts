import { createHash } from 'node:crypto'
import { databasesUnderTest } from '@latchkey/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { cookieName, ours, startBff, tokenIn, type BffUnderTest } from '../../bff-under-test.ts'
import { held, json, password } from '../../stand-in-manager-for-tests.ts'

const second = 1_000
const minute = 60 * second
const digestOf = (token: string) => createHash('sha256').update(token).digest('base64')
const tokenOf = (headers: Readonly<Record<string, string>>) => tokenIn(headers['cookie'])

describe.each(databasesUnderTest())('a browser session on $name', (under) => {
  let bff: BffUnderTest
  beforeEach(async () => void (bff = await startBff({}, under)))
  afterEach(() => bff.stop())

  const isAlive = async (headers: Readonly<Record<string, string>>) => {
    const { statusCode } = await bff.call('GET', '/bff/apikeys', headers)
    expect([200, 401]).toContain(statusCode)
    return statusCode === 200
  }
  /** What the record says of sessions that ended by themselves. */
  const endings = async (): Promise<object[]> => {
    const given = await bff.call('POST', '/bff/activity/search', await bff.session(), { action: 'session.expired' })
    return given.json<{ entries: object[] }>().entries
  }

  test('begins with who is there, lists keys, and ends', async () => {
    const answer = await bff.signIn()
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toEqual({
      userName: 'operator',
      administratorID: 1,
      locale: 'en-US',
      timeZone: 'Europe/Berlin',
      role: { ID: 1, name: 'Full Access', rights: held },
      demo: true,
      extensions: false,
    })
    const headers = { ...ours, cookie: `${cookieName}=${tokenIn(answer.headers['set-cookie'])}` }
    expect((await bff.call('GET', '/bff/session', headers)).json()).toEqual(answer.json())
    expect((await bff.call('GET', '/bff/apikeys', headers)).json()).toHaveProperty('apiKeys.length', 3)
    expect((await bff.call('DELETE', '/bff/session', headers)).statusCode).toBe(204)
    expect(await isAlive(headers)).toBe(false)
    expect(await bff.records()).toEqual([])
    expect(bff.manager.live.size).toBe(0)
  })

  test('is given as a cookie with exactly these attributes, and taken by its name', async () => {
    const answer = await bff.signIn()
    const [given = '', ...attributes] = String(answer.headers['set-cookie']).split('; ')
    expect(given).toMatch(/^__Host-Http-latchkey=[A-Za-z0-9_-]{43}$/)
    expect(attributes.toSorted()).toEqual(['HttpOnly', 'Path=/', 'SameSite=Strict', 'Secure'])
    const taken = await bff.call('DELETE', '/bff/session', { ...ours, cookie: given })
    expect(String(taken.headers['set-cookie'])).toMatch(/^__Host-Http-latchkey=; .*Expires=Thu, 01 Jan 1970/)
    expect(taken.headers).not.toHaveProperty('clear-site-data')
  })

  test('stores neither the token nor anything of the manager in the clear', async () => {
    const headers = await bff.session()
    const stored = JSON.stringify(await bff.records())
    const [[sID = '', RID = ''] = []] = bff.manager.live
    for (const secret of [tokenOf(headers), sID, RID, password]) expect(stored).not.toContain(secret)
    expect(stored).toContain(digestOf(tokenOf(headers)))
    expect(bff.lines.join('\n')).not.toContain(tokenOf(headers))
  })

  test('cannot be fixed: the token of before is dead in the store, and its session at the manager too', async () => {
    const before = await bff.session()
    const after = await bff.session(before)
    expect(tokenOf(after)).not.toBe(tokenOf(before))
    expect((await bff.records()).map(({ digest }) => digest)).toEqual([digestOf(tokenOf(after))])
    expect(await isAlive(before)).toBe(false)
    expect(await isAlive(after)).toBe(true)
    expect(bff.manager.live.size).toBe(1)
  })

  test('is never begun under a token that was planted', async () => {
    const planted = 'p'.repeat(43)
    const after = await bff.session({ ...ours, cookie: `${cookieName}=${planted}` })
    expect(tokenOf(after)).not.toBe(planted)
    expect(await isAlive({ ...ours, cookie: `${cookieName}=${planted}` })).toBe(false)
  })

  test('ends after 15 idle minutes, and not a second sooner', async () => {
    const headers = await bff.session()
    bff.time.now += 15 * minute - second
    expect(await isAlive(headers)).toBe(true)
    bff.time.now += 15 * minute + second
    expect(await isAlive(headers)).toBe(false)
    expect(await bff.records()).toEqual([])
    expect(bff.manager.live.size).toBe(0)
  })

  test('ends after 8 hours, however busy', async () => {
    const headers = await bff.session()
    const began = bff.time.now
    while (bff.time.now + 10 * minute < began + 480 * minute - second) {
      bff.time.now += 10 * minute
      expect(await isAlive(headers)).toBe(true)
    }
    bff.time.now = began + 480 * minute - second
    expect(await isAlive(headers)).toBe(true)
    bff.time.now = began + 480 * minute + second
    expect(await isAlive(headers)).toBe(false)
  })

  test('writes when it was last seen at most once a minute', async () => {
    const headers = await bff.session()
    const began = bff.time.now
    const lastSeenAfter = async (ms: number) => {
      bff.time.now = began + ms
      await isAlive(headers)
      return ((await bff.records())[0]?.last_seen ?? 0) - began
    }
    expect(await lastSeenAfter(59 * second)).toBe(0)
    expect(await lastSeenAfter(61 * second)).toBe(61 * second)
    expect(await lastSeenAfter(90 * second)).toBe(61 * second)
  })

  test('is one of five at most: the sixth ends the oldest, of this person only', async () => {
    const other = await bff.session(ours, 'second')
    const theirs = []
    for (let index = 0; index < 6; index += 1) {
      theirs.push(await bff.session())
      bff.time.now += second
    }
    expect(await Promise.all(theirs.map(isAlive))).toEqual([false, true, true, true, true, true])
    expect(await isAlive(other)).toBe(true)
    expect(bff.manager.live.size).toBe(6)
  })

  test('that nobody came back to is ended at the manager by the next sign-in', async () => {
    await bff.session()
    bff.time.now += 16 * minute
    await bff.session(ours, 'second')
    expect(await bff.records()).toHaveLength(1)
    expect(bff.manager.live.size).toBe(1)
  })

  test('that died at the manager is a 401 of ours, once, and its record is gone', async () => {
    const headers = await bff.session()
    bff.manager.live.clear()
    const answer = await bff.call('GET', '/bff/apikeys', headers)
    expect(answer.statusCode).toBe(401)
    expect(answer.json()).toMatchObject({ reason: 'session-ended', changed: 'no' })
    expect(await bff.records()).toEqual([])
    const reached = bff.manager.seen.length
    expect(await isAlive(headers)).toBe(false)
    expect(bff.manager.seen).toHaveLength(reached)
    expect(await endings()).toMatchObject([{ userName: 'operator', reason: 'ended at the manager' }])
  })

  test.each([
    ['changed', (sealed: string) => `${sealed.startsWith('A') ? 'B' : 'A'}${sealed.slice(1)}`],
    ['cut', (sealed: string) => sealed.slice(0, 8)],
    ['empty', () => ''],
  ])('whose sealed record was %s is refused', async (_, damage) => {
    const headers = await bff.session()
    const [record] = await bff.records()
    await bff.database.kysely
      .updateTable('browser_sessions')
      .set({ sealed: damage(record?.sealed ?? '') })
      .execute()
    expect(await isAlive(headers)).toBe(false)
    expect(await bff.records()).toEqual([])
    expect(await endings()).toMatchObject([{ outcome: 'denied', reason: 'its record could not be opened' }])
  })

  test('does not open what was sealed for another', async () => {
    const [mine, others] = [await bff.session(), await bff.session(ours, 'second')]
    const records = await bff.records()
    const sealed = records.find(({ digest }) => digest === digestOf(tokenOf(others)))?.sealed ?? ''
    await bff.database.kysely
      .updateTable('browser_sessions')
      .set({ sealed })
      .where('digest', '=', digestOf(tokenOf(mine)))
      .execute()
    expect(await isAlive(mine)).toBe(false)
    expect(await isAlive(others)).toBe(true)
  })

  test('is a 503, never nobody, when the store fails', async () => {
    const headers = await bff.session()
    await bff.database.kysely.schema.alterTable('browser_sessions').renameTo('elsewhere').execute()
    for (const [method, url] of [
      ['GET', '/bff/session'],
      ['GET', '/bff/apikeys'],
      ['DELETE', '/bff/session'],
    ] as const) {
      const answer = await bff.call(method, url, headers)
      expect(answer.statusCode).toBe(503)
      expect(answer.body).not.toMatch(/browser_sessions|table|relation/)
    }
    const reached = bff.manager.seen.length
    expect((await bff.signIn()).statusCode).toBe(503)
    expect(bff.manager.seen).toHaveLength(reached)
  })

  test('that cannot be stored leaves none behind at the manager', async () => {
    bff.manager.tell('GET /api/administrators/1', json(500, { message: 'broken' }))
    expect((await bff.signIn()).statusCode).toBe(502)
    expect(bff.manager.live.size).toBe(0)
    expect(await bff.records()).toEqual([])
  })
})

describe('the cookie', () => {
  let bff: BffUnderTest
  beforeEach(async () => void (bff = await startBff()))
  afterEach(() => bff.stop())

  test.each([
    ['twice', (token: string) => `${cookieName}=${token}; ${cookieName}=${token}`, 400],
    ['with another name in front', (token: string) => `a=1; ${cookieName}=${token}`, 200],
    ['behind white space that is no blank', (token: string) => `\u00a0${cookieName}=${token}`, 401],
    ['in another case', (token: string) => `${cookieName.toLowerCase()}=${token}`, 401],
    ['in quotes', (token: string) => `${cookieName}="${token}"`, 401],
    ['without its prefix', (token: string) => `latchkey=${token}`, 401],
    ['cut short', (token: string) => `${cookieName}=${token.slice(1)}`, 401],
    ['percent-encoded', (token: string) => `${cookieName}=%${token.charCodeAt(0).toString(16)}${token.slice(1)}`, 401],
  ])('%s is answered as it must be', async (_, cookieOf, status) => {
    const headers = await bff.session()
    const cookie = cookieOf(tokenOf(headers))
    expect((await bff.call('GET', '/bff/apikeys', { ...ours, cookie })).statusCode).toBe(status)
  })
})

describe('who is there', () => {
  let bff: BffUnderTest
  beforeEach(async () => void (bff = await startBff()))
  afterEach(() => bff.stop())

  test('is said without what the manager does not let the person read', async () => {
    bff.manager.tell('GET /api/administrators/1', json(403, { message: 'Not authorized to view administrators.' }))
    expect((await bff.signIn()).json()).toEqual({
      userName: 'operator',
      administratorID: 1,
      demo: true,
      extensions: false,
    })
    bff.manager.tell('GET /api/administrators/1', json(200, { roleID: 1 }))
    bff.manager.tell('GET /api/roles/1', json(403, { message: 'Not authorized to view roles.' }))
    expect((await bff.signIn()).json()).not.toHaveProperty('role')
  })

  test('is said in the languages that we have', async () => {
    bff.manager.speak('zh-CN')
    const answer = (await bff.signIn()).json<object>()
    expect(answer).not.toHaveProperty('locale')
    expect(answer).toHaveProperty('role.name', 'Full Access')
  })
})
