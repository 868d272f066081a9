import { randomBytes } from 'node:crypto'
import { rightsTree } from '@latchkey/contract'
import { openDatabase, type Database } from '@latchkey/database'
import { createLogger } from '@latchkey/server'
import { databasesUnderTest } from '@latchkey/testing'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { buildManager, createFirstAdministrator, migrateManager, resetAdministrator } from './build-app.ts'
import type { ManagerTables } from './database/tables.ts'

const password = 'correct horse battery'
const keyShape = z.looseObject({ ID: z.number(), secretKey: z.string().optional(), keyName: z.string() })
const listShape = z.object({ apiKeys: z.array(keyShape) })

describe.each(databasesUnderTest())('the manager on $name', ({ place }) => {
  const at = place()
  let now = 1_790_000_000_000
  let database: Database<ManagerTables>
  let manager: FastifyInstance
  let session: Record<string, string>
  const setUp = () => ({
    database,
    keys: { pepper: Buffer.alloc(32, 1), master: Buffer.alloc(32, 2) },
    clock: () => now,
  })

  beforeAll(async () => {
    database = await openDatabase<ManagerTables>(at)
    await migrateManager(database)
    manager = await buildManager({
      ...setUp(),
      logger: createLogger({ write: () => undefined }),
      hosts: () => ['localhost:80'],
      profile: 'full',
      rateLimits: 'off',
    })
    await createFirstAdministrator(setUp(), { userName: 'operator', password })
    session = await signIn()
  })
  afterAll(async () => {
    await manager.close()
    await database.close()
    await at.dispose()
  })

  async function signIn(body: object = { userName: 'operator', password }): Promise<Record<string, string>> {
    const answer = await call('POST', '/api/sessions', body, { 'api-version': 'v1' })
    expect(answer.statusCode, answer.body).toBe(200)
    const { RID } = z.object({ RID: z.string() }).parse(answer.json())
    return { cookie: String(answer.headers['set-cookie']), rid: RID, 'api-version': 'v1' }
  }
  const call = (
    method: 'GET' | 'POST' | 'DELETE' | 'PUT',
    url: string,
    body?: unknown,
    headers: Record<string, string> = session,
  ) =>
    manager.inject({
      method,
      url,
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { payload: JSON.stringify(body) }),
    })
  const withSecret = (secret: string) => ({ 'api-secret-key': secret, 'api-version': 'v1' })
  let made = 0
  async function newKey(body: object = {}) {
    const answer = await call('POST', '/api/apikeys', { keyName: `key-${(made += 1)}`, roleID: 1, ...body })
    expect(answer.statusCode, answer.body).toBe(200)
    const { ID, secretKey = '', keyName } = keyShape.parse(answer.json())
    return { ID, secretKey, keyName }
  }

  test('a fresh manager has one user, two roles, and its first key is number 2', async () => {
    const { ID, secretKey } = await newKey()
    expect(ID).toBe(2)
    expect(secretKey).toMatch(/^2:[A-Za-z0-9+/]{43}=$/)
    const key = (await call('GET', '/api/apikeys/2')).json()
    expect(Object.keys(key)).toEqual([
      'keyName',
      'description',
      'locale',
      'roleID',
      'timeZone',
      'active',
      'created',
      'unsuccessfulSignInAttempts',
      'serviceAccount',
      'ID',
    ])
    expect(key).toMatchObject({ active: true, description: '', ID: 2 })
    const roles = z
      .object({ roles: z.array(z.object({ ID: z.number(), name: z.string(), immutable: z.boolean() })) })
      .parse((await call('GET', '/api/roles')).json())
    expect(roles.roles.map(({ ID: role, name, immutable }) => [role, name, immutable])).toEqual([
      [1, 'Full Access', true],
      [2, 'Auditor', false],
    ])
  })

  test('a secret signs in, says who it is, and is in no other answer', async () => {
    const { ID, secretKey } = await newKey()
    const current = await call('GET', '/api/apikeys/current', undefined, withSecret(secretKey))
    expect(current.json()).toMatchObject({
      ID,
      tenantID: 0,
      roleURN: 'urn:tmds:identity::0:role/Full Access',
      lastSignIn: now,
    })
    const list = await call('GET', '/api/apikeys', undefined, withSecret(secretKey))
    expect(list.body).not.toContain('secretKey')
    expect(list.body).not.toContain('null')
    expect(list.headers['set-cookie']).toBeUndefined()
    expect(list.headers).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'no-cache,no-store',
      'x-dsm-version': expect.stringMatching(/^Deep Security\//),
    })
  })

  test('the search item of a key is its describe answer', async () => {
    const { ID, keyName } = await newKey({ description: 'same', expiryDate: now + 1000 })
    const found = await call('POST', '/api/apikeys/search', {
      searchCriteria: { fieldName: 'keyName', stringValue: keyName },
    })
    expect(z.object({ apiKeys: z.array(z.unknown()) }).parse(found.json()).apiKeys).toEqual([
      (await call('GET', `/api/apikeys/${ID}`)).json(),
    ])
  })

  test('only what is sent is changed, and text numbers are numbers', async () => {
    const { ID } = await newKey({ description: 'stays' })
    const before = (await call('GET', `/api/apikeys/${ID}`)).json()
    expect((await call('POST', `/api/apikeys/${ID}`, {})).json()).toEqual(before)
    const after = (
      await call('POST', `/api/apikeys/${ID}`, { roleID: '2', created: 5, secretKey: 'mine', description: null })
    ).json()
    expect(after).toEqual({ ...before, roleID: 2 })
  })

  test('a new secret ends the old one at once, whatever body comes with it', async () => {
    const { ID, secretKey } = await newKey()
    const answer = await call('POST', `/api/apikeys/${ID}/secretkey`, null)
    const fresh = keyShape.parse(answer.json()).secretKey ?? ''
    expect((await call('GET', '/api/apikeys/current', undefined, withSecret(secretKey))).statusCode).toBe(401)
    expect((await call('GET', '/api/apikeys/current', undefined, withSecret(fresh))).statusCode).toBe(200)
  })

  test('a locked key is refused with its reason, and works again when it is unlocked', async () => {
    const { ID, secretKey } = await newKey()
    await call('POST', `/api/apikeys/${ID}`, { active: false })
    const refused = await call('GET', '/api/apikeys', undefined, withSecret(secretKey))
    expect([refused.statusCode, refused.json()]).toEqual([403, { message: expect.any(String), reason: 'locked-out' }])
    await call('POST', `/api/apikeys/${ID}`, { active: true })
    expect((await call('GET', '/api/apikeys', undefined, withSecret(secretKey))).statusCode).toBe(200)
  })

  test('a key expires at its millisecond and stays listed', async () => {
    const { ID, secretKey } = await newKey({ expiryDate: now + 1000 })
    now += 999
    expect((await call('GET', '/api/apikeys/current', undefined, withSecret(secretKey))).statusCode).toBe(200)
    now += 1
    expect((await call('GET', '/api/apikeys/current', undefined, withSecret(secretKey))).json()).toMatchObject({
      reason: 'expired',
    })
    expect((await call('GET', `/api/apikeys/${ID}`)).statusCode).toBe(200)
    expect((await call('POST', `/api/apikeys/${ID}`, { expiryDate: now - 1 })).statusCode).toBe(400)
    expect((await call('POST', `/api/apikeys/${ID}`, { expiryDate: 0 })).json()).not.toHaveProperty('expiryDate')
  })

  test('deleting answers nothing, then there is no such key', async () => {
    const { ID, secretKey } = await newKey()
    const deleted = await call('DELETE', `/api/apikeys/${ID}`, {})
    expect([deleted.statusCode, deleted.body]).toEqual([204, ''])
    expect((await call('GET', `/api/apikeys/${ID}`)).statusCode).toBe(404)
    expect((await call('GET', '/api/apikeys/current', undefined, withSecret(secretKey))).json()).toEqual({
      message: 'Invalid API Key',
    })
  })

  test('names are one space for users and keys, whatever the case', async () => {
    for (const keyName of ['OPERATOR', 'Key-1'])
      expect((await call('POST', '/api/apikeys', { keyName, roleID: 1 })).json()).toMatchObject({
        message: 'The requested username already exists.',
      })
  })

  test.each([
    ['PUT', '/api/apikeys/2', 405],
    ['GET', '/api/apikeys/abc', 404],
    ['GET', '/api/apikeys/999999', 404],
    ['GET', '/api/nothing', 404],
  ] as const)('%s %s is %i in JSON with a message', async (method, url, status) => {
    const answer = await call(method, url)
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([status, 'application/json'])
    expect(answer.json()).toHaveProperty('message')
  })

  test.each([
    ['no credentials', {}, 401],
    ['no version', { version: '' }, 400],
    ['another version', { version: 'v9' }, 400],
    ['a session without rID', { rid: '' }, 403],
    ['a session with another rID', { rid: 'F'.repeat(32) }, 403],
  ])('%s is refused', async (_, change: { version?: string; rid?: string }, status) => {
    const { cookie = '', rid = '' } = session
    const headers =
      Object.keys(change).length === 0
        ? { 'api-version': 'v1' }
        : {
            cookie,
            ...(change.rid === '' ? {} : { rid: change.rid ?? rid }),
            ...(change.version === '' ? {} : { 'api-version': change.version ?? 'v1' }),
          }
    expect((await call('GET', '/api/apikeys', undefined, headers)).statusCode).toBe(status)
  })

  test('secrets of no key, of another key and with a wrong byte are one and the same 401, and wrong ones count', async () => {
    const [one, other] = [await newKey(), await newKey()]
    const answers = [
      `${one.ID}:${other.secretKey.split(':')[1]}`,
      `99999:${one.secretKey.split(':')[1]}`,
      'nonsense',
      `${one.ID}:${randomBytes(32).toString('base64')}`,
    ]
    for (const secret of answers) {
      const answer = await call('GET', '/api/apikeys', undefined, withSecret(secret))
      expect([answer.statusCode, answer.json()]).toEqual([401, { message: 'Invalid API Key' }])
    }
    expect((await call('GET', `/api/apikeys/${one.ID}`)).json()).toMatchObject({
      unsuccessfulSignInAttempts: 2,
      active: true,
    })
    await call('GET', '/api/apikeys/current', undefined, withSecret(one.secretKey))
    expect((await call('GET', `/api/apikeys/${one.ID}`)).json()).toMatchObject({ unsuccessfulSignInAttempts: 0 })
  })

  test('a digest that is copied to another row opens nothing', async () => {
    const [thief, victim] = [await newKey(), await newKey()]
    const { secret_digest } = await database.kysely
      .selectFrom('api_keys')
      .select('secret_digest')
      .where('id', '=', thief.ID)
      .executeTakeFirstOrThrow()
    await database.kysely.updateTable('api_keys').set({ secret_digest }).where('id', '=', victim.ID).execute()
    const secret = `${victim.ID}:${thief.secretKey.split(':')[1]}`
    expect((await call('GET', '/api/apikeys', undefined, withSecret(secret))).statusCode).toBe(401)
  })

  test('a search knows every kind of test', async () => {
    const names = ['Find_One', 'find-two', 'other%']
    const IDs: number[] = []
    // One after the other, so that their IDs rise in this order.
    for (const [index, keyName] of names.entries())
      IDs.push((await newKey({ keyName, ...(index > 0 && { expiryDate: now + index * 1000 }) })).ID)
    const search = async (searchCriteria: unknown, more: object = {}) => {
      const answer = await call('POST', '/api/apikeys/search', { searchCriteria, ...more })
      expect(answer.statusCode, answer.body).toBe(200)
      return listShape
        .parse(answer.json())
        .apiKeys.map(({ ID }) => ID)
        .filter((ID) => IDs.includes(ID))
    }
    const byName = (stringValue: string, more = {}) => search([{ fieldName: 'keyName', stringValue, ...more }])
    const [one, two, three] = IDs
    expect(await byName('FIND%')).toEqual([one, two])
    expect(await byName('find_one')).toEqual([one])
    expect(await byName('find_two')).toEqual([two])
    expect(await byName('other%', { stringWildcards: false })).toEqual([three])
    expect(await byName('find%', { stringWildcards: false })).toEqual([])
    expect(await search([{ fieldName: 'expiryDate', nullTest: true }])).toEqual([one])
    expect(await search([{ fieldName: 'expiryDate', firstDateValue: now + 1000, firstDateInclusive: false }])).toEqual([
      three,
    ])
    expect(
      await search([
        { fieldName: 'keyName', stringValue: 'find%' },
        { fieldName: 'expiryDate', nullTest: false },
      ]),
    ).toEqual([two])
    expect(
      await search([
        { idTest: 'greater-than', idValue: (one ?? 0) - 1 },
        { idTest: 'equal', idValue: two },
      ]),
    ).toEqual([two])
    const page = listShape.parse(
      (
        await call('POST', '/api/apikeys/search', {
          maxItems: 1,
          searchCriteria: [{ idTest: 'greater-than', idValue: 0 }],
        })
      ).json(),
    )
    expect(page.apiKeys.map(({ ID }) => ID)).toEqual([2])
  })

  test.each([
    [{ fieldName: 'locale', stringValue: 'x' }],
    [{ fieldName: 'secret_digest', stringValue: 'x' }],
    [{ fieldName: 'keyName', numericValue: 1 }],
    [{ fieldName: 'keyName' }],
    [{ fieldName: '__proto__', nullTest: true }],
    [{}],
  ])('a search by %j is refused', async (criterion) => {
    expect((await call('POST', '/api/apikeys/search', { searchCriteria: [criterion] })).statusCode).toBe(400)
  })

  test('nobody grants what they do not hold', async () => {
    const rights = ['CreateNewApiKeys', 'EditApiKeyProperties', 'ViewApiKeys'].map(
      (name) => `platformRights.apikeyRights.can${name}`,
    )
    const role = z.object({ ID: z.number() }).parse(
      (
        await call('POST', '/api/roles', {
          name: 'Key maker',
          allowWebService: true,
          rights: rightsTree(new Set(rights), rights),
        })
      ).json(),
    )
    const strong = await newKey({ expiryDate: now + 5000 })
    const weak = withSecret((await newKey({ roleID: role.ID })).secretKey)
    const attempts = [
      ['/api/apikeys', { keyName: 'above', roleID: 1 }],
      [`/api/apikeys/${strong.ID}/secretkey`, {}],
      [`/api/apikeys/${strong.ID}`, { expiryDate: now + 5001 }],
      [`/api/apikeys/${strong.ID}`, { expiryDate: 0 }],
    ] as const
    for (const [url, body] of attempts) expect((await call('POST', url, body, weak)).statusCode, url).toBe(403)
    for (const expiryDate of [now + 5000, now + 4999])
      expect((await call('POST', `/api/apikeys/${strong.ID}`, { roleID: 1, expiryDate }, weak)).statusCode).toBe(200)
    expect((await call('POST', '/api/apikeys', { keyName: 'equal', roleID: role.ID }, weak)).statusCode).toBe(200)
    expect((await call('DELETE', `/api/roles/${role.ID}`)).json()).toMatchObject({
      message: expect.stringContaining('in use'),
    })
    expect((await call('POST', '/api/roles/1', { description: 'x' })).statusCode).toBe(400)
  })

  test('every change is told exactly once, with who made it', async () => {
    const { ID } = await newKey()
    await call('POST', `/api/apikeys/${ID}`, { description: 'new' })
    await call('POST', `/api/apikeys/${ID}`, { description: 'new' })
    await call('POST', `/api/apikeys/${ID}`, { active: false })
    await call('POST', `/api/apikeys/${ID}`, { active: true })
    await call('DELETE', `/api/apikeys/${ID}`)
    const events = await database.kysely
      .selectFrom('system_events')
      .select(['number', 'performed_by_name'])
      .where('target_id', '=', ID)
      .orderBy('id')
      .execute()
    expect(events.map(({ number }) => number)).toEqual([656, 658, 673, 674, 657])
    expect(new Set(events.map(({ performed_by_name }) => performed_by_name))).toEqual(new Set(['operator']))
  })

  test('every refusal of a sign-in is the same, and five wrong passwords lock for a minute', async () => {
    await addUser('guessed')
    const refusals = new Set<string>()
    const attempt = async (body: object) => {
      const { statusCode, body: text } = await call('POST', '/api/sessions', body, { 'api-version': 'v1' })
      if (statusCode !== 200) refusals.add(`${statusCode} ${text}`)
      return statusCode
    }
    for (let count = 0; count < 5; count += 1) await attempt({ userName: 'guessed', password: `wrong ${count}` })
    await attempt({ userName: 'nobody', password })
    expect(await attempt({ userName: 'guessed', password })).toBe(401)
    expect(refusals.size).toBe(1)
    now += 60_001
    expect(await attempt({ userName: 'guessed', password })).toBe(200)
  })

  const addUser = async (username: string) => {
    const { addAdministrator } = await import('./set-up/first-administrator.ts')
    await addAdministrator(setUp(), { username, password, roleID: 2 })
  }

  test('an idle session ends, a reset ends sessions, and signing out does', async () => {
    await addUser('leaver')
    const credentials = { userName: 'leaver', password }
    const idle = await signIn(credentials)
    now += 30 * 60_000
    expect((await call('GET', '/api/roles', undefined, idle)).statusCode).toBe(401)
    const left = await signIn(credentials)
    expect((await call('DELETE', '/api/sessions/current', undefined, left)).statusCode).toBe(204)
    expect((await call('GET', '/api/roles', undefined, left)).statusCode).toBe(401)
    const reset = await signIn(credentials)
    const { password: fresh } = await resetAdministrator(setUp(), 'Leaver')
    expect((await call('GET', '/api/roles', undefined, reset)).statusCode).toBe(401)
    await signIn({ userName: 'leaver', password: fresh })
    session = await signIn()
  })

  test('501 calls in a minute on one key are one too many', async () => {
    const limited = await buildManager({
      ...setUp(),
      logger: createLogger({ write: () => undefined }),
      hosts: () => ['localhost:80'],
      profile: 'full',
      rateLimits: { key: 500, tenant: 1000, node: 5000 },
    })
    const { secretKey } = await newKey()
    const statuses: number[] = []
    const one = () => limited.inject({ url: '/api/apikeys/current', headers: withSecret(secretKey) })
    for (let count = 0; count < 500; count += 1) statuses.push((await one()).statusCode)
    expect(new Set(statuses)).toEqual(new Set([200]))
    const refused = await one()
    expect([refused.statusCode, refused.json()]).toEqual([429, { message: 'Too many API requests.' }])
    now += 60_001
    expect((await limited.inject({ url: '/api/apikeys/current', headers: withSecret(secretKey) })).statusCode).toBe(200)
    await limited.close()
  })
})
