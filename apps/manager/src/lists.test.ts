import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { managerEndpoints, openApiOf } from '@latchkey/contract'
import { databasesUnderTest } from '@latchkey/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { jsonList } from './http/json-list.ts'
import { addKeys } from './keys-under-test.ts'
import { startManager, type ManagerUnderTest } from './manager-under-test.ts'

const listed = z.object({ apiKeys: z.array(z.looseObject({ ID: z.number() })) })
const keys = 5_000

describe.each(databasesUnderTest())('long lists on $name', (databaseUnderTest) => {
  let manager: ManagerUnderTest
  let IDs: readonly number[]
  beforeAll(async () => {
    manager = await startManager(databaseUnderTest)
    IDs = await addKeys(manager.database, keys)
  })
  afterAll(() => manager.stop())
  const search = async (body: object) =>
    listed.parse(await manager.succeed('POST', '/api/apikeys/search', body)).apiKeys.map(({ ID }) => ID)

  test.each([
    {},
    { description: 'quotes "here", \\ there,\n\tlines and \u{1F511} \u2028' },
    { expiryDate: Date.now() + 9_000_000, timeZone: 'Asia/Tokyo', locale: 'ja-JP', active: false },
  ])('a key with %j has the same text in every answer', async (body) => {
    const { ID } = await manager.newKey(body)
    const described = (await manager.call('GET', `/api/apikeys/${ID}`)).body
    const found = await manager.call('POST', '/api/apikeys/search', { searchCriteria: [{ idValue: ID }] })
    expect(found.body).toBe(`{"apiKeys":[${described}]}`)
    expect((await manager.call('GET', '/api/apikeys')).body).toContain(`,${described}`)
    await manager.succeed('DELETE', `/api/apikeys/${ID}`)
  })

  test('all of them come once and in order, however many pages they take', async () => {
    const all = listed.parse(await manager.succeed('GET', '/api/apikeys')).apiKeys.map(({ ID }) => ID)
    expect(all).toEqual(IDs)
    for (const maxItems of [1, 999, 1_000, 1_001, 2_000, keys - 1, keys, 0])
      expect([maxItems, await search({ maxItems })]).toEqual([maxItems, IDs.slice(0, maxItems || keys)])
    const paged: number[] = []
    for (let last = 0, page: number[] = [0]; page.length > 0; last = page.at(-1) ?? last) {
      page = await search({ maxItems: 1_700, searchCriteria: [{ idTest: 'greater-than', idValue: last }] })
      paged.push(...page)
    }
    expect(paged).toEqual(IDs)
    expect(await search({ searchCriteria: [{ fieldName: 'keyName', stringValue: 'crowd-%9' }] })).toHaveLength(
      keys / 10,
    )
  })

  test('come compressed to whoever asks, and secrets never do', async () => {
    const get = (headers: Record<string, string>, url = '/api/apikeys') =>
      manager.app.inject({ url, headers: { ...manager.session, ...headers } })
    const plain = await get({})
    expect(plain.headers).toMatchObject({ vary: 'accept-encoding' })
    expect(plain.headers).not.toHaveProperty('content-encoding')
    for (const accepted of ['gzip', 'deflate, GZIP;q=0.5', '*']) {
      const zipped = await get({ 'accept-encoding': accepted })
      expect(zipped.headers).toMatchObject({ 'content-encoding': 'gzip', 'content-type': 'application/json' })
      expect(zipped.rawPayload.length).toBeLessThan(plain.rawPayload.length / 5)
      expect(gunzipSync(zipped.rawPayload).toString()).toBe(plain.body)
    }
    for (const [accepted, url] of [
      ['gzip;q=0', '/api/apikeys'],
      ['br', '/api/apikeys'],
      ['gzip', `/api/apikeys/${IDs[0]}`],
      ['gzip', '/api/nothing'],
    ] as const)
      expect((await get({ 'accept-encoding': accepted }, url)).headers).not.toHaveProperty('content-encoding')
    const created = await manager.app.inject({
      method: 'POST',
      url: '/api/apikeys',
      headers: { ...manager.session, 'accept-encoding': 'gzip' },
      payload: { keyName: 'secret', description: 'x'.repeat(2_000), roleID: 1 },
    })
    expect(created.headers).not.toHaveProperty('content-encoding')
    await manager.succeed('DELETE', `/api/apikeys/${created.json().ID}`)
  })

  test('a search that is refused is refused before anything is sent', async () => {
    const filter = { searchCriteria: [{ fieldName: 'secretDigest', stringValue: '%' }] }
    expect((await manager.call('POST', '/api/apikeys/search', filter)).statusCode).toBe(400)
  })
})

describe('a list that is sent page by page', () => {
  const pages = async function* (count: number, asked: { pages: number }, failAt = Infinity) {
    for (let page = 1; page <= count; page += 1) {
      asked.pages = page
      if (page >= failAt) throw new Error('The database went away.')
      yield { items: JSON.stringify('x'.repeat(100_000)), count: 1, isLast: page === count }
    }
  }

  test('asks for no more pages than are taken', async () => {
    const asked = { pages: 0 }
    const { payload } = await jsonList('things', pages(1_000, asked))
    if (typeof payload === 'string' || Buffer.isBuffer(payload)) throw new Error('It is no stream.')
    payload.read()
    await wait(50)
    expect(asked.pages).toBeLessThan(5)
    expect((await text(payload)).length).toBeGreaterThan(90_000_000)
    expect(asked.pages).toBe(1_000)
  })

  test('is one text where there is one page', async () => {
    expect((await jsonList('things', pages(1, { pages: 0 }))).payload).toMatch(/^{"things":\["x+"]}$/)
  })

  test('fails where a page cannot be read, so that nobody takes it for whole', async () => {
    const { payload } = await jsonList('things', pages(9, { pages: 0 }, 3))
    if (typeof payload === 'string' || Buffer.isBuffer(payload)) throw new Error('It is no stream.')
    await expect(text(payload)).rejects.toThrow('The database went away.')
    await expect(jsonList('things', pages(9, { pages: 0 }, 1))).rejects.toThrow('The database went away.')
  })
})

describe.each(['full', 'stock'] as const)('the contract of a %s manager', (profile) => {
  let manager: ManagerUnderTest
  beforeAll(async () => {
    const [database] = databasesUnderTest()
    if (database === undefined) throw new Error('There is no database.')
    manager = await startManager(database, { profile })
  })
  afterAll(() => manager.stop())

  test('is printed to anyone, where extensions are', async () => {
    const answer = await manager.app.inject({ url: '/api/openapi.json' })
    if (profile === 'stock') return expect(answer.statusCode).toBe(404)
    expect(answer.headers).toMatchObject({ 'content-type': 'application/json' })
    expect(answer.json()).toEqual(
      openApiOf(managerEndpoints, {
        title: 'Latchkey manager',
        version: '20.0.1',
        prefix: '/api',
        server: { url: '/', description: 'The manager that printed this' },
      }),
    )
  })
})
