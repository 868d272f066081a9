import { randomBytes } from 'node:crypto'
import { rightsTree } from '@latchkey/contract'
import { databasesUnderTest } from '@latchkey/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { secretHeaders, startManager, type Headers, type ManagerUnderTest } from './manager-under-test.ts'

/** What the vendor's clients find is in conformance.test.ts; what is in it only between the lines is here. */
describe.each(databasesUnderTest())('API keys on $name', (databaseUnderTest) => {
  let now = 1_790_000_000_000
  let manager: ManagerUnderTest
  beforeAll(async () => {
    manager = await startManager(databaseUnderTest, { clock: () => now })
  })
  afterAll(() => manager.stop())
  const by = (secret: string, url = '/api/apikeys') => manager.call('GET', url, undefined, secretHeaders(secret))
  const statusOf = async (url: string, body: object, headers?: Headers) =>
    (await manager.call('POST', url, body, headers)).statusCode

  test('are changed in what is sent, and null is nothing sent', async () => {
    const { ID } = await manager.newKey({ description: 'stays' })
    const before = await manager.succeed('GET', `/api/apikeys/${ID}`)
    const sent = { roleID: '2', created: 5, secretKey: 'mine', description: null }
    expect(await manager.succeed('POST', `/api/apikeys/${ID}`, sent)).toEqual({ ...Object(before), roleID: 2 })
  })

  test('say why they are refused to whoever holds the secret, and work again', async () => {
    const { ID, secretKey } = await manager.newKey({ expiryDate: now + 1_000 })
    await manager.succeed('POST', `/api/apikeys/${ID}`, { active: false })
    const locked = await by(secretKey)
    expect([locked.statusCode, locked.json()]).toEqual([403, { message: expect.any(String), reason: 'locked-out' }])
    await manager.succeed('POST', `/api/apikeys/${ID}`, { active: true })
    now += 1_000
    expect((await by(secretKey)).json()).toMatchObject({ reason: 'expired' })
    expect(await statusOf(`/api/apikeys/${ID}`, { expiryDate: now - 1 })).toBe(400)
    expect(await manager.succeed('POST', `/api/apikeys/${ID}`, { expiryDate: 0 })).not.toHaveProperty('expiryDate')
    const answer = await by(secretKey, '/api/apikeys/current')
    expect([answer.json(), answer.headers['set-cookie']]).toMatchObject([{ ID, lastSignIn: now }, undefined])
  })

  test('tell at once when a new secret is first used, however lately the old one was', async () => {
    const { ID, secretKey } = await manager.newKey()
    const seen = async () => Object(await manager.succeed('GET', `/api/apikeys/${ID}`)).lastSignIn
    await by(secretKey)
    const first = now
    now += 1_000
    await by(secretKey)
    expect(await seen()).toBe(first)
    const issued = await manager.call('POST', `/api/apikeys/${ID}/secretkey`)
    now += 1_000
    await by(issued.json().secretKey)
    expect(await seen()).toBe(now)
    const used = now
    now += 1_000
    await by(issued.json().secretKey)
    expect(await seen()).toBe(used)
  })

  test('share one space of names with users, whatever the case', async () => {
    await manager.newKey({ keyName: 'taken' })
    for (const keyName of ['OPERATOR', 'Taken'])
      expect((await manager.call('POST', '/api/apikeys', { keyName, roleID: 1 })).json()).toMatchObject({
        message: 'The requested username already exists.',
      })
  })

  test('of no secret, of another’s and of a wrong byte are one and the same 401, and wrong ones count', async () => {
    const [one, other] = [await manager.newKey(), await manager.newKey()]
    for (const secret of [
      `${one.ID}:${other.secretKey.split(':')[1]}`,
      `99999:${one.secretKey.split(':')[1]}`,
      'nonsense',
      `${one.ID}:${randomBytes(32).toString('base64')}`,
    ]) {
      const answer = await by(secret)
      expect([answer.statusCode, answer.json()]).toEqual([401, { message: 'Invalid API Key' }])
    }
    const attempts = () => manager.succeed('GET', `/api/apikeys/${one.ID}`)
    await expect.poll(attempts, { timeout: 10_000 }).toMatchObject({ unsuccessfulSignInAttempts: 2, active: true })
    await by(one.secretKey)
    expect(await attempts()).toMatchObject({ unsuccessfulSignInAttempts: 0 })
  })

  test('are not opened by a digest that was copied from another row', async () => {
    const [thief, victim] = [await manager.newKey(), await manager.newKey()]
    const { kysely } = manager.database
    const { secret_digest } = await kysely
      .selectFrom('api_keys')
      .select('secret_digest')
      .where('id', '=', thief.ID)
      .executeTakeFirstOrThrow()
    await kysely.updateTable('api_keys').set({ secret_digest }).where('id', '=', victim.ID).execute()
    expect((await by(`${victim.ID}:${thief.secretKey.split(':')[1]}`)).statusCode).toBe(401)
  })

  test.each([
    ['no credentials', { cookie: '' }, 401],
    ['no version', { 'api-version': '' }, 400],
    ['another version', { 'api-version': 'v9' }, 400],
    ['another rID', { rid: 'F'.repeat(32) }, 403],
  ])('are not listed to a call with %s', async (_what, change: Headers, status) => {
    const headers = Object.entries({ ...manager.session, ...change }).filter(([, value]) => value !== '')
    expect((await manager.call('GET', '/api/apikeys', undefined, Object.fromEntries(headers))).statusCode).toBe(status)
  })

  test('give nobody what they do not hold, a longer life included', async () => {
    const rights = ['CreateNewApiKeys', 'EditApiKeyProperties', 'ViewApiKeys'].map(
      (name) => `platformRights.apikeyRights.can${name}`,
    )
    const { ID: roleID } = await manager.newRole({ rights: rightsTree(new Set(rights), rights) })
    const strong = await manager.newKey({ expiryDate: now + 5_000 })
    const weak = secretHeaders((await manager.newKey({ roleID })).secretKey)
    const strongs = `/api/apikeys/${strong.ID}`
    for (const [url, body] of [
      ['/api/apikeys', { keyName: 'above', roleID: 1 }],
      [`${strongs}/secretkey`, {}],
      [strongs, { expiryDate: now + 5_001 }],
      [strongs, { expiryDate: 0 }],
    ] as const)
      expect([url, body, await statusOf(url, body, weak)]).toEqual([url, body, 403])
    for (const expiryDate of [now + 5_000, now + 4_999])
      expect(await statusOf(strongs, { roleID: 1, expiryDate }, weak)).toBe(200)
    expect(await statusOf('/api/apikeys', { keyName: 'equal', roleID }, weak)).toBe(200)
  })
})
