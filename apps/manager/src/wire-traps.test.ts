import { databasesUnderTest } from '@latchkey/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { password, secretHeaders, startManager, type ManagerUnderTest } from './manager-under-test.ts'
import { exchange } from './raw-sockets-under-test.ts'

// The numbers are those of facts/wire-traps.md.
describe.each(databasesUnderTest())('what real clients send, on $name', (databaseUnderTest) => {
  let manager: ManagerUnderTest
  let key: { ID: number; secretKey: string }
  let headers: Record<string, string>
  beforeAll(async () => {
    manager = await startManager(databaseUnderTest)
    key = await manager.newKey()
    headers = { ...secretHeaders(key.secretKey) }
  })
  afterAll(() => manager.stop())
  const legacyToken = async (url = '/rest/authentication/login') => {
    const answer = await manager.call('POST', url, { dsCredentials: { userName: 'operator', password } }, {})
    expect([answer.statusCode, answer.headers['content-type'], answer.headers['set-cookie']]).toEqual([
      200,
      expect.stringMatching(/^text\/plain/),
      undefined,
    ])
    return answer.body
  }
  const logOut = (token: string) => manager.call('DELETE', `/rest/authentication/logout?sID=${token}`, undefined, {})

  test.each([
    ['', undefined],
    ['{}', 'application/json'],
    ['null', 'application/json'],
    ['', 'application/json'],
    ['{"current":true}', 'application/json;charset=utf-8'],
  ])('1, 2: the body %j with the type %s disturbs no GET, no new secret and no DELETE', async (payload, type) => {
    const { ID } = await manager.newKey()
    const with_ = { ...headers, ...(type && { 'content-type': type }) }
    for (const [method, url, status] of [
      ['GET', '/api/apikeys', 200],
      ['POST', `/api/apikeys/${ID}/secretkey`, 200],
      ['POST', '/api/apikeys/search', 200],
      ['DELETE', `/api/apikeys/${ID}`, 204],
    ] as const)
      expect([method, (await manager.app.inject({ method, url, headers: with_, payload })).statusCode]).toEqual([
        method,
        status,
      ])
  })

  test('2: a body without a type is read as JSON', async () => {
    const answer = await manager.app.inject({
      method: 'POST',
      url: '/api/apikeys',
      headers,
      payload: Buffer.from('{"keyName":"untyped","roleID":1}'),
    })
    expect(answer.statusCode, answer.body).toBe(200)
  })

  test.each(['/rest/authentication/login', '/rest/authentication/login/primary'])(
    '3, 4, 11: a token of %s reads and writes without version and rID',
    async (url) => {
      const token = await legacyToken(url)
      expect(token).toMatch(/^[0-9A-F]{32}$/)
      expect(
        (await manager.call('POST', '/api/apikeys', { keyName: `by ${url}`, roleID: 1 }, { cookie: `sID=${token}` }))
          .statusCode,
      ).toBe(200)
      expect((await logOut(token)).statusCode).toBe(200)
      expect((await manager.call('GET', '/api/apikeys', undefined, { cookie: `sID=${token}` })).statusCode).toBe(401)
    },
  )

  test('11: the old API tells its version as text, to anyone', async () => {
    const answer = await manager.call('GET', '/rest/apiVersion', undefined, {})
    expect([answer.statusCode, answer.headers['content-type'], answer.body]).toEqual([200, 'text/plain', '4'])
  })

  test('11: signing out works without the name of the parameter, by cookie, and twice', async () => {
    const [bare, cookie] = [await legacyToken(), await legacyToken()]
    expect((await manager.call('DELETE', `/rest/authentication/logout?${bare}`, undefined, {})).statusCode).toBe(200)
    expect((await manager.call('DELETE', '/rest/session', undefined, { cookie: `sID=${cookie}` })).statusCode).toBe(200)
    expect((await logOut(bare)).statusCode).toBe(200)
    for (const token of [bare, cookie])
      expect((await manager.call('GET', '/api/roles', undefined, { cookie: `sID=${token}` })).statusCode).toBe(401)
  })

  test.each(['sID=%&x=1', 'x=1&sID=%', '%&x=1'])(
    '11: signing out by %s ends that session, whatever else stands there',
    async (query) => {
      const token = await legacyToken()
      const url = `/rest/authentication/logout?${query.replace('%', token)}`
      expect((await manager.call('DELETE', url, undefined, {})).statusCode).toBe(200)
      expect((await manager.call('GET', '/api/roles', undefined, { cookie: `sID=${token}` })).statusCode).toBe(401)
    },
  )

  test('a blank tenant name is none, by either sign-in', async () => {
    const given = { userName: 'operator', password, tenantName: ' ' }
    const answers = [
      await manager.call('POST', '/api/sessions', given, { 'api-version': 'v1' }),
      await manager.call('POST', '/rest/authentication/login', { dsCredentials: given }, {}),
    ]
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200])
    await logOut(answers[1]?.body ?? '')
  })

  test('5, 6, 7: one shape, no more and no less, in every answer about a key', async () => {
    const answer = await manager.call('POST', '/api/apikeys', { keyName: 'one shape', roleID: '2', active: 'true' })
    const made = answer.json()
    const names = [
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
    ]
    expect(Object.keys(made)).toEqual(names.toSpliced(-2, 0, 'secretKey'))
    expect(made).toMatchObject({ roleID: 2, active: true, description: '' })
    const described = await manager.succeed('GET', `/api/apikeys/${made.ID}`)
    const { secretKey: _secretKey, ...readable } = made
    expect(described).toEqual(readable)
    expect(
      await manager.succeed('POST', '/api/apikeys/search', {
        searchCriteria: [{ fieldName: 'keyName', stringValue: made.keyName }],
      }),
    ).toEqual({ apiKeys: [described] })
    expect(await manager.succeed('POST', `/api/apikeys/${made.ID}`, {})).toEqual(described)
    const issued = await manager.call('POST', `/api/apikeys/${made.ID}/secretkey`)
    expect(Object.keys(issued.json())).toEqual(names.toSpliced(-2, 0, 'secretKey'))
  })

  test('8: times come back as whole milliseconds', async () => {
    const expiryDate = Date.now() + 86_400_000
    expect(
      await manager.succeed('POST', `/api/apikeys/${(await manager.newKey()).ID}`, { expiryDate: String(expiryDate) }),
    ).toMatchObject({ expiryDate })
  })

  test.each([
    ['GET', '/rest/nothing', undefined, 404],
    ['POST', '/rest/authentication/login', { dsCredentials: { userName: 'operator', password: 'wrong' } }, 401],
    ['POST', '/rest/authentication/login', {}, 400],
    ['GET', '/v3.0/nothing', undefined, 404],
  ] as const)('10: %s %s is refused in the shape of its area', async (method, url, body, status) => {
    const answer = await manager.call(method, url, body, {})
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([status, 'application/json'])
    expect(Object.keys(answer.json())).toEqual(['error'])
    expect(answer.json()).toMatchObject({ error: { message: expect.any(String) } })
  })

  test.each([
    [400, '{"keyName":', 'application/json'],
    [400, '[]', 'application/json'],
    [415, '<key/>', 'text/xml'],
    [413, `{"a":"${'x'.repeat(1024 * 1024)}"}`, 'application/json'],
    [
      400,
      JSON.stringify({ keyName: 'deep', roleID: 1, x: JSON.parse('['.repeat(20) + ']'.repeat(20)) }),
      'application/json',
    ],
  ])('10: what the framework refuses with %i has a message of ours', async (status, payload, type) => {
    const answer = await manager.app.inject({
      method: 'POST',
      url: '/api/apikeys',
      headers: { ...headers, 'content-type': type },
      payload,
    })
    expect([answer.statusCode, answer.headers['content-type'], Object.keys(answer.json())]).toEqual([
      status,
      'application/json',
      ['message'],
    ])
  })

  test('10: another method is 405 and says which are allowed', async () => {
    for (const method of ['PUT', 'PATCH'] as const) {
      const answer = await manager.call(method, `/api/apikeys/${key.ID}`, {})
      expect([answer.statusCode, answer.headers.allow]).toEqual([405, 'GET, POST, DELETE'])
    }
    expect((await manager.call('PUT', '/api/sessions')).statusCode).toBe(405)
  })

  test.each([
    ['PUT', '/rest/authentication/login', 'POST', ['error']],
    ['GET', '/rest/authentication/login/primary', 'POST', ['error']],
    ['POST', '/rest/authentication/logout?sID=', 'DELETE', ['error']],
    ['GET', '/rest/session', 'DELETE', ['error']],
    ['DELETE', '/rest/apiVersion', 'GET', ['error']],
    ['POST', '/api/openapi.json', 'GET', ['message']],
    ['DELETE', '/v3.0/openapi.json', 'GET', ['error']],
  ] as const)('10: %s %s is 405 as well, in the shape of its area', async (method, url, allowed, shape) => {
    const answer = await manager.call(method, url, {}, {})
    expect([answer.statusCode, answer.headers.allow, Object.keys(answer.json())]).toEqual([405, allowed, shape])
  })

  test('9: a missing right, a lost rID and a locked key are no 401', async () => {
    const { ID } = await manager.newRole()
    const weak = await manager.newKey({ roleID: ID })
    expect((await manager.call('GET', '/api/roles', undefined, secretHeaders(weak.secretKey))).statusCode).toBe(403)
    const { rid: _rid, ...withoutRid } = manager.session
    expect((await manager.call('GET', '/api/roles', undefined, withoutRid)).statusCode).toBe(403)
    await manager.succeed('POST', `/api/apikeys/${weak.ID}`, { active: false })
    expect((await manager.call('GET', '/api/roles', undefined, secretHeaders(weak.secretKey))).statusCode).toBe(403)
    for (const secret of ['', 'x', `${weak.ID}:x`, `999999:${weak.secretKey.split(':')[1]}`]) {
      const answer = await manager.call('GET', '/api/roles', undefined, secretHeaders(secret))
      expect([answer.statusCode, answer.body]).toEqual([401, '{"message":"Invalid API Key"}'])
    }
  })

  test('14, 15: every success names its type and the product; a DELETE answers nothing', async () => {
    const { ID, keyName } = await manager.newKey()
    for (const [method, url] of [
      ['GET', '/api/apikeys'],
      ['GET', `/api/apikeys/${ID}`],
      ['POST', '/api/apikeys/search'],
      ['POST', `/api/apikeys/${ID}`],
    ] as const) {
      const answer = await manager.call(method, url, method === 'POST' ? {} : undefined)
      expect([url, answer.headers['content-type']]).toEqual([url, 'application/json'])
      expect(answer.headers['x-dsm-version']).toMatch(/^Deep Security\/\d/)
      expect(answer.json()).not.toHaveProperty('message')
    }
    const taken = await manager.call('POST', '/api/apikeys', { keyName: keyName.toUpperCase(), roleID: 1 })
    expect([taken.statusCode, taken.json().message]).toEqual([400, 'The requested username already exists.'])
    expect((await manager.call('DELETE', `/api/apikeys/${ID}`)).body).toBe('')
  })

  test('every answer has the headers of the product', async () => {
    for (const [method, url, caller] of [
      ['GET', '/api/apikeys', manager.session],
      ['POST', '/api/apikeys/search', manager.session],
      ['GET', '/api/apikeys', {}],
      ['GET', '/api/nothing', {}],
      ['DELETE', `/api/apikeys/${(await manager.newKey()).ID}`, manager.session],
    ] as const)
      expect([url, (await manager.call(method, url, undefined, caller)).headers]).toMatchObject([
        url,
        {
          'cache-control': 'no-cache,no-store',
          pragma: 'no-cache',
          'x-frame-options': 'SAMEORIGIN',
          'x-xss-protection': '1;mode=block',
          'x-dsm-version': expect.stringMatching(/^Deep Security\/\d/),
        },
      ])
  })

  test('19: a connection that is to be closed is closed after the answer', async () => {
    const answer = await exchange(
      manager,
      'GET /api/nothing HTTP/1.1\r\nHost: localhost:80\r\nConnection: close\r\n\r\n',
    )
    expect(answer).toMatch(/^HTTP\/1.1 404 /)
    expect(answer.toLowerCase()).toContain('connection: close')
  })

  test('11, 12: a cookie may carry its attributes, and an old one does not disturb a sign-in', async () => {
    const again = await manager.app.inject({
      method: 'POST',
      url: '/api/sessions',
      headers: { 'api-version': 'v1', cookie: `sID=${'0'.repeat(32)}; Path=/` },
      payload: { userName: 'operator', password },
    })
    expect(again.statusCode).toBe(200)
    expect(again.headers['set-cookie']).toMatch(/^sID=[0-9A-F]{32}; Path=\/; HttpOnly$/)
    const cookie = `${String(again.headers['set-cookie'])}; Secure`
    const { RID } = again.json()
    expect(
      (await manager.call('GET', '/api/apikeys', undefined, { cookie, rID: RID, 'api-version': 'v1' })).statusCode,
    ).toBe(200)
    expect(
      (await manager.call('DELETE', '/api/sessions/current', undefined, { cookie, RID, 'api-version': 'v1' }))
        .statusCode,
    ).toBe(204)
  })

  test('13: nothing found is an empty list', async () => {
    expect(
      await manager.succeed('POST', '/api/apikeys/search', { searchCriteria: [{ idTest: 'equal', idValue: 0 }] }),
    ).toEqual({ apiKeys: [] })
    expect(
      await manager.succeed('POST', '/api/roles/search', {
        searchCriteria: [{ fieldName: 'name', stringValue: 'no such' }],
      }),
    ).toEqual({ roles: [] })
  })

  test('16: what only we may write is ignored', async () => {
    const made = await manager.newKey({
      ID: 1,
      tenantID: 7,
      created: 5,
      lastSignIn: 5,
      unlockTime: 5,
      unsuccessfulSignInAttempts: 9,
      serviceAccount: true,
      secretKey: '1:x',
      rID: 'x',
    })
    expect(made).toMatchObject({ unsuccessfulSignInAttempts: 0, serviceAccount: false })
    expect(made.created).toBeGreaterThan(5)
    expect(made.ID).toBeGreaterThan(2)
    expect(made).not.toHaveProperty('lastSignIn')
  })

  test.each([
    { searchCriteria: [{ fieldName: 'roleID', numericValue: 1.5 }] },
    { searchCriteria: [{ fieldName: 'roleID', numericValue: 1e300, numericTest: 'less-than' }] },
    { searchCriteria: [{ fieldName: 'keyName', stringValue: 'a\0b' }] },
    { searchCriteria: [{ fieldName: 'keyName', stringValue: '\ud800%' }] },
    { searchCriteria: [{ fieldName: 'keyName', stringValue: '\\%' }] },
    { searchCriteria: [{ idTest: 'equal', idValue: 2 ** 53 - 1 }] },
    { searchCriteria: [{ fieldName: 'created', firstDateValue: -1, lastDateValue: 0 }] },
  ])('17: the odd search %j finds nothing or everything, and is no error of ours', async (filter) => {
    expect((await manager.call('POST', '/api/apikeys/search', filter)).statusCode).toBe(200)
  })

  test.each([
    ['a\0b', 'x'],
    ['\ud800', 'x'],
    ['operator', '\0'],
    ['x'.repeat(254), '\u{1F511}'.repeat(500)],
  ])('17: signing in as %j is refused like any other', async (userName, given) => {
    expect(
      (await manager.call('POST', '/api/sessions', { userName, password: given }, { 'api-version': 'v1' })).statusCode,
    ).toBe(401)
  })

  test('a body is said nothing of to whoever lacks the right', async () => {
    const { ID } = await manager.newRole()
    const weak = secretHeaders((await manager.newKey({ roleID: ID })).secretKey)
    for (const url of ['/api/apikeys', '/api/apikeys/999999', '/api/roles', '/api/administrators'])
      expect([url, (await manager.call('POST', url, { keyName: 7 }, weak)).statusCode]).toEqual([url, 403])
  })

  test('health is told without a credential, and hosts that are not ours are refused', async () => {
    expect((await manager.app.inject({ url: '/livez' })).statusCode).toBe(200)
    expect((await manager.app.inject({ url: '/readyz' })).statusCode).toBe(200)
    expect((await manager.app.inject({ url: '/livez', headers: { host: 'evil.example' } })).statusCode).toBe(421)
  })

  test('no secret, password, token or digest reaches the log', async () => {
    expect(manager.lines.length).toBeGreaterThan(20)
    const text = manager.lines.join('\n')
    for (const secret of [key.secretKey, key.secretKey.split(':')[1] ?? '', password, manager.session['rid'] ?? ''])
      expect(text).not.toContain(secret)
  })
})

describe.each(databasesUnderTest())('a stock manager on $name', (databaseUnderTest) => {
  let manager: ManagerUnderTest
  beforeAll(async () => {
    manager = await startManager(databaseUnderTest, { profile: 'stock' })
  })
  afterAll(() => manager.stop())

  test('has nothing of ours', async () => {
    const { ID, secretKey } = await manager.newKey({ roleID: 2 })
    const auditor = secretHeaders(secretKey)
    for (const url of ['/api/apikeys', '/api/roles', '/api/roles/2', '/api/administrators'])
      expect([url, (await manager.call('GET', url, undefined, auditor)).statusCode]).toEqual([url, 403])
    expect((await manager.call('GET', '/api/roles', undefined, auditor)).json()).toEqual({
      message: expect.any(String),
    })
    expect((await manager.call('GET', '/api/apikeys/current', undefined, auditor)).json()).not.toHaveProperty(
      'lastSignIn',
    )
    expect(await manager.succeed('GET', `/api/apikeys/${ID}`)).not.toHaveProperty('lastSignIn')
    expect((await manager.call('DELETE', '/api/sessions/current')).statusCode).toBe(404)
  })

  test('lets only the web service sign in', async () => {
    const { ID } = await manager.newRole({ allowWebService: false })
    await manager.succeed('POST', '/api/administrators', { username: 'clicker', password, roleID: ID })
    const answer = await manager.call(
      'POST',
      '/api/sessions',
      { userName: 'clicker', password },
      { 'api-version': 'v1' },
    )
    expect([answer.statusCode, answer.json()]).toEqual([
      403,
      { message: 'Not authorized to sign in: the role does not allow the web service API.' },
    ])
  })
})
