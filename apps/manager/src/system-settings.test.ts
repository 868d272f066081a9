import { databasesUnderTest } from '@latchkey/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { password, secretHeaders, startManager, type Headers, type ManagerUnderTest } from './manager-under-test.ts'

const withID = z.object({ ID: z.number() })
const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

describe.each(databasesUnderTest())('system settings on $name', (databaseUnderTest) => {
  let now = 1_790_000_000_000
  let manager: ManagerUnderTest
  let byKey: Headers
  let guessed: readonly { ID: number; secretKey: string }[]
  beforeAll(async () => {
    manager = await startManager(databaseUnderTest, { clock: () => now })
    guessed = [await manager.newKey(), await manager.newKey()]
    // A key is not ended by what these tests do to sessions.
    byKey = secretHeaders((await manager.newKey()).secretKey)
  })
  afterAll(() => manager.stop())

  const all = '/api/systemsettings'
  const set = (name: string, value: string) =>
    manager.succeed('POST', `${all}/platformSetting${name}`, { value }, byKey)
  const reset = (name: string) => manager.succeed('DELETE', `${all}/platformSetting${name}`, undefined, byKey)
  const events = async () =>
    await manager.database.kysely
      .selectFrom('system_events')
      .select(['number', 'target_name', 'description'])
      .where('number', 'in', [150, 602, 603, 673])
      .orderBy('id')
      .execute()
  let made = 0
  const newUser = async (body: object = {}) => {
    const username = `user-${(made += 1)}`
    const { ID } = withID.parse(
      await manager.succeed('POST', '/api/administrators', { username, password, roleID: 2, ...body }, byKey),
    )
    return { ID, username }
  }
  const signIn = async (userName: string, given = password, more: object = {}) =>
    await manager.call('POST', '/api/sessions', { userName, password: given, ...more }, { 'api-version': 'v1' })
  const isOpen = async (theirs: Headers) =>
    (await manager.call('GET', '/api/sessions', undefined, theirs)).statusCode === 200

  test('are all there as texts, are changed one or many at a time, and get their default back', async () => {
    const before = z
      .record(z.string(), z.object({ value: z.string() }))
      .parse(await manager.succeed('GET', all, undefined, byKey))
    expect(before).toMatchObject({
      platformSettingUserSignInAttemptsAllowedNumber: { value: '5' },
      platformSettingUserSessionIdleTimeout: { value: '30 Minutes' },
      platformSettingUserSessionDurationMax: { value: 'No Limit' },
      platformSettingActiveSessionsMax: { value: '10' },
      platformSettingActiveSessionsMaxExceededAction: { value: 'Block new sessions' },
      platformSettingUserPasswordLengthMin: { value: '8' },
      platformSettingUserPasswordExpiry: { value: 'Never' },
      platformSettingRetainSystemEventDuration: { value: '53 Weeks' },
      platformSettingContentSecurityPolicyReportOnlyEnabled: { value: 'true' },
    })
    const changed = {
      platformSettingActiveSessionsMax: { value: 7 },
      platformSettingSignInPageMessage: { value: 'Hi' },
    }
    expect(await manager.succeed('POST', all, changed, byKey)).toEqual({
      ...before,
      platformSettingActiveSessionsMax: { value: '7' },
      platformSettingSignInPageMessage: { value: 'Hi' },
    })
    expect(await set('ActiveSessionsMax', '8')).toEqual({ value: '8' })
    expect(await manager.succeed('GET', `${all}/platformSettingActiveSessionsMax`, undefined, byKey)).toEqual({
      value: '8',
    })
    expect(await reset('ActiveSessionsMax')).toEqual({ value: '10' })
    await reset('SignInPageMessage')
    await reset('SignInPageMessage')
    expect(await manager.succeed('GET', all, undefined, byKey)).toEqual(before)
    expect((await events()).map(({ number, target_name, description }) => [number, target_name, description])).toEqual([
      [150, 'System Settings', 'platformSettingActiveSessionsMax: 10 → 7; platformSettingSignInPageMessage:  → Hi'],
      [150, 'platformSettingActiveSessionsMax', 'platformSettingActiveSessionsMax: 7 → 8'],
      [150, 'platformSettingActiveSessionsMax', 'platformSettingActiveSessionsMax: 8 → 10'],
      [150, 'platformSettingSignInPageMessage', 'platformSettingSignInPageMessage: Hi → '],
    ])
  })

  test.each([
    ['ActiveSessionsMax', 'many'],
    ['ActiveSessionsMax', '0'],
    ['UserSignInAttemptsAllowedNumber', '-1'],
    ['UserPasswordLengthMin', '4'],
    ['UserSessionIdleTimeout', 'a while'],
    ['UserSessionIdleTimeout', '0 Minutes'],
    ['ActiveSessionsMaxExceededAction', 'Explode'],
    ['ApiSoapWebServiceEnabled', 'yes'],
    ['SignInPageMessage', 'x'.repeat(2001)],
  ])('%s is not set to %s, and the refusal names it', async (name, value) => {
    const answer = await manager.call('POST', `${all}/platformSetting${name}`, { value }, byKey)
    expect([answer.statusCode, answer.json().field]).toEqual([400, `platformSetting${name}`])
  })

  test('that do not exist are refused, and nothing else of the request happens', async () => {
    for (const [method, body] of [['GET'], ['POST', { value: '1' }], ['DELETE']] as const)
      expect((await manager.call(method, `${all}/noSuchSetting`, body, byKey)).statusCode).toBe(404)
    for (const name of ['noSuchSetting', 'toString']) {
      const body = { platformSettingActiveSessionsMax: { value: '3' }, [name]: { value: '3' } }
      expect((await manager.call('POST', all, body, byKey)).statusCode).toBe(400)
    }
    expect(await manager.succeed('GET', `${all}/platformSettingActiveSessionsMax`, undefined, byKey)).toEqual({
      value: '10',
    })
  })

  test('end sessions that idle, and sessions that have lasted', async () => {
    const { username } = await newUser()
    await set('UserSessionIdleTimeout', '10 Minutes')
    const idle = await manager.signIn(username)
    now += 10 * minuteMs - 1
    expect(await isOpen(idle)).toBe(true)
    now += 10 * minuteMs
    expect(await isOpen(idle)).toBe(false)
    await set('UserSessionIdleTimeout', 'No Limit')
    // What has ended stays ended, and is told once.
    expect(await isOpen(idle)).toBe(false)
    expect(
      (await events()).filter(({ number, target_name }) => number === 602 && target_name === username),
    ).toHaveLength(1)
    await set('UserSessionIdleTimeout', '1 Minute')
    const busy = await manager.signIn(username)
    for (let times = 0; times < 5; times += 1) {
      now += 50_000
      expect(await isOpen(busy)).toBe(true)
    }
    await set('UserSessionIdleTimeout', 'No Limit')
    const kept = await manager.signIn(username)
    now += 400 * dayMs
    expect(await isOpen(kept)).toBe(true)
    await set('UserSessionDurationMax', '8 Hours')
    expect(await isOpen(kept)).toBe(false)
    await reset('UserSessionIdleTimeout')
    await reset('UserSessionDurationMax')
  })

  test('say how many sessions a user has, and what happens beyond', async () => {
    const { username, ID } = await newUser()
    await set('ActiveSessionsMax', '2')
    const first = await manager.signIn(username)
    now += 1
    const second = await manager.signIn(username)
    now += 1
    const refused = await signIn(username)
    expect([refused.statusCode, refused.body]).toEqual([403, expect.stringContaining('MaxSessionsException')])
    expect(await manager.succeed('GET', `/api/administrators/${ID}`, undefined, byKey)).toMatchObject({
      unsuccessfulSignInAttempts: 0,
    })
    await set('ActiveSessionsMaxExceededAction', 'Expire oldest session')
    const third = await manager.signIn(username)
    expect([await isOpen(first), await isOpen(second), await isOpen(third)]).toEqual([false, true, true])
    expect((await events()).at(-1)).toMatchObject({ number: 602, target_name: username })
    await set('ActiveSessionsMax', '-1')
    await manager.signIn(username)
    expect(await isOpen(second)).toBe(true)
    await reset('ActiveSessionsMax')
    await reset('ActiveSessionsMaxExceededAction')
  })

  test('say after how many wrong passwords an account waits, and it is told once', async () => {
    const { username, ID } = await newUser()
    await set('UserSignInAttemptsAllowedNumber', '2')
    for (let count = 0; count < 2; count += 1) expect((await signIn(username, 'wrong')).statusCode).toBe(401)
    expect((await signIn(username)).statusCode).toBe(401)
    expect(await manager.succeed('GET', `/api/administrators/${ID}`, undefined, byKey)).toMatchObject({
      active: true,
      unsuccessfulSignInAttempts: 2,
      unlockTime: now + minuteMs,
    })
    expect((await events()).filter(({ number, target_name }) => number === 603 && target_name === username)).toEqual([
      { number: 603, target_name: username, description: 'For 1 min; wrong sign-ins: 2.' },
    ])
    await reset('UserSignInAttemptsAllowedNumber')
  })

  test('lock keys after wrong secrets only where that is switched on', async () => {
    const [victim, other] = guessed
    if (victim === undefined || other === undefined) throw new Error('no keys')
    const wrong = secretHeaders(`${victim.ID}:${other.secretKey.split(':')[1]}`)
    const guess = async (times: number) => {
      for (let count = 0; count < times; count += 1) await manager.call('GET', '/api/apikeys', undefined, wrong)
      return (await manager.call('GET', '/api/apikeys/current', undefined, secretHeaders(victim.secretKey))).statusCode
    }
    expect(await guess(6)).toBe(200)
    await set('ApiKeyLockOutEnabled', 'true')
    expect(await guess(4)).toBe(200)
    expect(await guess(5)).toBe(403)
    expect((await events()).filter(({ number }) => number === 673)).toHaveLength(1)
    await reset('ApiKeyLockOutEnabled')
  })

  test.each([
    ['shorter', 'UserPasswordLengthMin', '16', 'fifteen letters', 'sixteen letters!'],
    ['without numbers', 'UserPasswordRequireLettersAndNumbersEnabled', 'true', 'only letters', 'letters and 1'],
    ['in one case', 'UserPasswordRequireMixedCaseEnabled', 'true', 'lower case', 'Upper and lower'],
    ['without signs', 'UserPasswordRequireSpecialCharactersEnabled', 'true', 'letters8nothing', 'letters 8 a sign'],
    ['of the own name', 'UserPasswordRequireNotSameAsUsernameEnabled', 'true', 'Revo-Eman', 'something else'],
  ])('refuse passwords %s', async (_, name, value, weak, strong) => {
    const { ID } = await newUser({ username: `name-over` })
    await set(name, value)
    const url = `/api/administrators/${ID}`
    expect((await manager.call('POST', url, { password: weak }, byKey)).json()).toMatchObject({ field: 'password' })
    expect((await manager.call('POST', url, { password: strong }, byKey)).statusCode).toBe(200)
    await reset(name)
    expect((await manager.call('POST', url, { password: weak }, byKey)).statusCode).toBe(200)
    await manager.succeed('DELETE', url, undefined, byKey)
  })

  test('never let one of the commonest passwords through', async () => {
    for (const common of ['Password123', 'qwertyuiop', '1234567890', 'aaaaaaaaaa', 'CHANGEME'])
      expect(
        (await manager.call('POST', '/api/administrators/1', { password: common }, byKey)).json().message,
        common,
      ).toContain('commonest')
  })

  test('let passwords expire: only whoever still knows one is told, and may replace it', async () => {
    const [late, exempt] = [await newUser(), await newUser({ passwordNeverExpires: true })]
    await set('UserPasswordExpiry', '30 Days')
    now += 30 * dayMs - 1
    expect((await signIn(late.username)).statusCode).toBe(200)
    now += 1
    expect((await signIn(exempt.username)).statusCode).toBe(200)
    const stranger = await signIn(late.username, 'wrong')
    expect([stranger.statusCode, stranger.json()]).toEqual([401, { message: expect.any(String) }])
    const holder = await signIn(late.username)
    expect([holder.statusCode, holder.json().reason]).toEqual([403, 'expired'])
    expect((await signIn(late.username, password, { newPassword: 'short' })).statusCode).toBe(400)
    expect((await signIn(late.username, password, { newPassword: 'a much better one' })).statusCode).toBe(200)
    expect((await signIn(late.username)).statusCode).toBe(401)
    expect((await signIn(late.username, 'a much better one')).statusCode).toBe(200)
    await reset('UserPasswordExpiry')
  })
})

test('clients that check the list against the names they know find no other in it', async () => {
  const [sqlite] = databasesUnderTest()
  if (sqlite === undefined) throw new Error('no database')
  const manager = await startManager(sqlite)
  const ours = 'platformSettingApiKeyLockOutEnabled'
  const key = secretHeaders((await manager.newKey()).secretKey)
  const credentials = { dsCredentials: { userName: 'operator', password } }
  const { body: sID } = await manager.call('POST', '/rest/authentication/login', credentials, {})
  for (const headers of [key, { cookie: `sID=${sID}` }]) {
    expect(await manager.succeed('GET', '/api/systemsettings', undefined, headers)).not.toHaveProperty(ours)
    expect(await manager.succeed('POST', '/api/systemsettings', {}, headers)).not.toHaveProperty(ours)
    expect(await manager.succeed('GET', `/api/systemsettings/${ours}`, undefined, headers)).toEqual({ value: 'false' })
  }
  expect(await manager.succeed('GET', '/api/systemsettings')).toHaveProperty(ours)
  await manager.stop()
})

test('a stock manager knows only the settings of the product', async () => {
  const [sqlite] = databasesUnderTest()
  if (sqlite === undefined) throw new Error('no database')
  let now = 1_790_000_000_000
  const manager = await startManager(sqlite, { profile: 'stock', clock: () => now })
  expect(await manager.succeed('GET', '/api/systemsettings')).not.toHaveProperty('platformSettingApiKeyLockOutEnabled')
  expect((await manager.call('GET', '/api/systemsettings/platformSettingApiKeyLockOutEnabled')).statusCode).toBe(404)
  expect((await manager.call('GET', '/api/sessions')).statusCode).toBe(405)
  await manager.succeed('POST', '/api/systemsettings/platformSettingUserPasswordExpiry', { value: '30 Days' })
  now += 30 * dayMs
  const expired = { userName: 'operator', password, newPassword: 'a much better one' }
  expect((await manager.call('POST', '/api/sessions', expired, { 'api-version': 'v1' })).statusCode).toBe(401)
  await manager.stop()
})
