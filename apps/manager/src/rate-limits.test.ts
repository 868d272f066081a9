import { databasesUnderTest } from '@latchkey/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { password, secretHeaders, startManager, type Headers, type ManagerUnderTest } from './manager-under-test.ts'
import { bearer } from './vision-one-under-test.ts'

// Counted in memory, so the database makes no difference.
const [databaseUnderTest] = databasesUnderTest()

describe('rate limits', () => {
  let manager: ManagerUnderTest
  let now: number
  let limited: Awaited<ReturnType<ManagerUnderTest['startAnother']>>
  let keys: string[]
  let stranger: string
  beforeEach(async () => {
    if (databaseUnderTest === undefined) throw new Error('There is no database to test on.')
    now = 1_800_000_000_000
    manager = await startManager(databaseUnderTest, { clock: () => now })
    keys = [(await manager.newKey()).secretKey, (await manager.newKey()).secretKey]
    await manager.succeed('POST', '/api/tenants', { name: 'Other', administrator: { username: 'boss', password } })
    const boss = await manager.signIn('boss', password, 'Other')
    stranger = (await manager.newKey({}, boss)).secretKey
    limited = await manager.startAnother({ rateLimits: { key: 3, tenant: 5, node: 7 } })
  })
  afterEach(async () => {
    await limited.stop()
    await manager.stop()
  })
  const call = async (headers: Headers, times: number) => {
    const statuses: number[] = []
    for (let made = 0; made < times; made += 1)
      statuses.push((await limited.app.inject({ url: '/api/roles', headers })).statusCode)
    return statuses
  }
  const by = (secret: string | undefined) => secretHeaders(secret ?? '')

  test('a key, its tenant and the node each have their own', async () => {
    expect(await call(by(keys[0]), 4)).toEqual([200, 200, 200, 429])
    expect(await call(by(keys[1]), 3)).toEqual([200, 200, 429])
    expect(await call(manager.session, 1)).toEqual([429])
    expect(await call(by(stranger), 3)).toEqual([200, 200, 429])
  })

  test('a person signed in has the limit of a key', async () => {
    expect(await call(manager.session, 4)).toEqual([200, 200, 200, 429])
    expect(await call(by(keys[0]), 1)).toEqual([200])
  })

  test('the last sixty seconds count, and refused calls do not', async () => {
    for (const [afterMs, expected] of [
      [0, [200]],
      [30_000, [200, 200, 429, 429]],
      [30_000, [200, 429]],
      [29_000, [429]],
      [1_000, [200, 200, 429]],
    ] as const) {
      now += afterMs
      expect([afterMs, await call(by(keys[0]), expected.length)]).toEqual([afterMs, expected])
    }
  })

  test('over a limit one is told when the next call is let through', async () => {
    const waitSeconds = async () => {
      const { statusCode, headers } = await limited.app.inject({ url: '/api/roles', headers: by(keys[0]) })
      return statusCode === 429 ? Number(headers['retry-after']) : 0
    }
    await call(by(keys[0]), 1)
    now += 20_000
    await call(by(keys[0]), 2)
    expect(await waitSeconds()).toBe(40)
    now += 39_000
    expect(await waitSeconds()).toBe(1)
    now += 1_000
    expect([await waitSeconds(), await waitSeconds()]).toEqual([0, 20])
  })

  test('over a limit nothing is done, and the words are those clients look for', async () => {
    await call(by(keys[0]), 3)
    const refused = await limited.app.inject({
      method: 'POST',
      url: '/api/apikeys',
      headers: by(keys[0]),
      payload: { keyName: 'too many', roleID: 2 },
    })
    expect([refused.statusCode, refused.body]).toEqual([429, '{"message":"Too many API requests."}'])
    expect(
      await manager.succeed('POST', '/api/apikeys/search', {
        searchCriteria: { fieldName: 'keyName', stringValue: 'too many' },
      }),
    ).toEqual({
      apiKeys: [],
    })
    const asVisionOne = await limited.app.inject({ url: '/v3.0/iam/roles', headers: bearer(keys[0] ?? '') })
    expect([asVisionOne.statusCode, asVisionOne.json()]).toEqual([
      429,
      { error: { code: 'TooManyRequests', message: 'Too many API requests.' } },
    ])
  })

  test('the 501st call of a key within a minute is one too many where its limit is 500', async () => {
    const documented = await manager.startAnother({ rateLimits: { key: 500, tenant: 1000, node: 5000 } })
    const statuses: number[] = []
    for (let made = 0; made < 501; made += 1)
      statuses.push((await documented.app.inject({ url: '/api/apikeys/current', headers: by(keys[0]) })).statusCode)
    expect([statuses.indexOf(429), statuses.length]).toEqual([500, 501])
    await documented.stop()
  })

  test('wrong secrets use up nobody’s limit', async () => {
    const [ID] = (keys[0] ?? '').split(':')
    expect(await call(by(`${ID}:${keys[1]?.split(':')[1]}`), 5)).toEqual([401, 401, 401, 401, 401])
    expect(await call(by(keys[0]), 1)).toEqual([200])
  })
})

describe('failed sign-ins of one address', () => {
  let manager: ManagerUnderTest
  let now: number
  beforeEach(async () => {
    if (databaseUnderTest === undefined) throw new Error('There is no database to test on.')
    now = 1_800_000_000_000
    const proxied = { trustProxy: ['127.0.0.1'], consoleAddresses: ['192.0.2.0/24'], clock: () => now }
    manager = await startManager(databaseUnderTest, proxied)
  })
  afterEach(() => manager.stop())
  const attempt = async (address: string, secret = 'wrong', url = '/api/sessions') => {
    // Nobody of that name: a known one would be locked out before the address is.
    const credentials = { userName: secret === password ? 'operator' : 'nobody', password: secret }
    const { statusCode, headers } = await manager.app.inject({
      method: 'POST',
      url,
      headers: { 'api-version': 'v1', 'x-forwarded-for': address },
      payload: url === '/api/sessions' ? credentials : { dsCredentials: credentials },
    })
    return [statusCode, headers['retry-after']]
  }

  test('are twenty a minute on every way in, and nobody else’s', async () => {
    for (let made = 0; made < 10; made += 1) {
      expect(await attempt('203.0.113.9')).toEqual([401, undefined])
      if (made < 3) expect(await attempt('203.0.113.9', password)).toEqual([200, undefined])
      expect((await attempt('203.0.113.9', 'wrong', '/rest/authentication/login'))[0]).toBe(401)
    }
    expect(await attempt('203.0.113.9')).toEqual([429, '60'])
    expect((await attempt('203.0.113.9', password))[0]).toBe(429)
    expect((await attempt('203.0.113.9', 'wrong', '/rest/authentication/login/primary'))[0]).toBe(429)
    expect((await attempt('203.0.113.10'))[0]).toBe(401)
    now += 60_001
    expect((await attempt('203.0.113.9', password))[0]).toBe(200)
  }, 60_000)

  test('are not counted for consoles, which count for the people behind them', async () => {
    for (let made = 0; made < 21; made += 1) expect((await attempt('192.0.2.7'))[0]).toBe(401)
  }, 60_000)
})
