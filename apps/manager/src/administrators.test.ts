import { databasesUnderTest } from '@latchkey/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { utcOffset } from './features/administrators/utc-offset.ts'
import { password, secretHeaders, startManager, type ManagerUnderTest } from './manager-under-test.ts'

const properties = [
  'username',
  'fullName',
  'description',
  'roleID',
  'locale',
  'timeZone',
  'timeFormat',
  'passwordNeverExpires',
  'active',
  'mfaType',
  'phoneNumber',
  'mobileNumber',
  'pagerNumber',
  'emailAddress',
  'primaryContact',
  'receiveNotifications',
  'reportPDFPasswordEnabled',
  'created',
  'lastPasswordChange',
  'unsuccessfulSignInAttempts',
  'external',
  'type',
  'readOnly',
  'ID',
  'UTCOffset',
]
const withID = z.object({ ID: z.number() })

describe.each(databasesUnderTest())('users on $name', (databaseUnderTest) => {
  let manager: ManagerUnderTest
  beforeAll(async () => {
    manager = await startManager(databaseUnderTest)
  })
  afterAll(() => manager.stop())
  const users = '/api/administrators'
  let made = 0
  const newUser = async (body: object = {}) => {
    const username = `user-${(made += 1)}`
    const { ID } = withID.parse(await manager.succeed('POST', users, { username, password, roleID: 2, ...body }))
    return { ID, username, url: `${users}/${ID}` }
  }
  const statusOf = async (...given: Parameters<ManagerUnderTest['call']>) => (await manager.call(...given)).statusCode
  const eventsOf = async (ID: number) =>
    (
      await manager.database.kysely
        .selectFrom('system_events')
        .select('number')
        .where('target_id', '=', ID)
        .orderBy('id')
        .execute()
    ).map(({ number }) => number)

  test('are answered in the order of the wire, without a password, the same everywhere', async () => {
    const answer = await manager.call('POST', users, {
      username: 'shape',
      password,
      roleID: '2',
      timeZone: 'Asia/Tokyo',
      receiveNotifications: 'false',
      ID: 1,
      type: 'temporary',
    })
    expect(Object.keys(answer.json())).toEqual(properties)
    expect(answer.json()).toMatchObject({ roleID: 2, UTCOffset: 'UTC+9.00', type: 'normal', timeFormat: '24' })
    const { ID } = withID.parse(answer.json())
    expect(await manager.succeed('GET', `${users}/${ID}`)).toEqual(answer.json())
    expect(
      await manager.succeed('POST', `${users}/search`, {
        searchCriteria: { fieldName: 'username', stringValue: 'SHAPE' },
      }),
    ).toEqual({ administrators: [answer.json()] })
    expect((await manager.call('GET', users)).body).not.toMatch(/password"|passwordHash|argon2/)
  })

  test('share names and IDs with keys, and are found only among users', async () => {
    const { ID, keyName } = await manager.newKey()
    expect(await statusOf('GET', `${users}/${ID}`)).toBe(404)
    expect(
      (await manager.call('POST', users, { username: keyName.toUpperCase(), password, roleID: 2 })).json(),
    ).toEqual({ message: 'The requested username already exists.', field: 'username' })
    expect((await newUser()).ID).toBeGreaterThan(ID)
  })

  test('sign in with what they were given, and read themselves whatever their role', async () => {
    const { ID: roleID } = await manager.newRole()
    const { username, url } = await newUser({ roleID })
    const theirs = await manager.signIn(username)
    expect(await manager.succeed('GET', url, undefined, theirs)).toMatchObject({
      username,
      lastSignIn: expect.any(Number),
    })
    expect(await statusOf('GET', `${users}/1`, undefined, theirs)).toBe(403)
    expect(await statusOf('GET', users, undefined, theirs)).toBe(403)
    const key = secretHeaders((await manager.newKey({ roleID })).secretKey)
    for (const headers of [theirs, key]) {
      expect(await manager.succeed('GET', `/api/roles/${roleID}`, undefined, headers)).toMatchObject({ ID: roleID })
      expect(await statusOf('GET', '/api/roles/1', undefined, headers)).toBe(403)
    }
  })

  test('who may do more are left alone by whoever may manage only equal or lesser rights', async () => {
    const rights = {
      platformRights: {
        administratorRights: { canEditAdministratorProperties: true, canDeleteAdministrators: true },
        apikeyRights: { canEditApiKeyProperties: true, canDeleteApiKeys: true },
        administratorRoleRights: { canCreateNewAdministratorRoles: true },
      },
    }
    const only = { canOnlyManipulateUsersWithEqualOrLesserRights: true }
    const { ID: roleID } = await manager.newRole({ rights, ...only })
    const clerk = await newUser({ roleID })
    const theirs = await manager.signIn(clerk.username)
    const [above, equal, key] = [await newUser({ roleID: 1 }), await newUser({ roleID }), await manager.newKey()]
    for (const url of [above.url, `/api/apikeys/${key.ID}`]) {
      expect([url, await statusOf('POST', url, { active: false }, theirs)]).toEqual([url, 403])
      expect([url, await statusOf('POST', url, { description: 'x' }, theirs)]).toEqual([url, 403])
      expect([url, await statusOf('DELETE', url, undefined, theirs)]).toEqual([url, 403])
    }
    expect(await statusOf('POST', equal.url, { active: false }, theirs)).toBe(200)
    expect(await statusOf('DELETE', equal.url, undefined, theirs)).toBe(204)
    // A role without the flag could do what its giver cannot.
    expect(await statusOf('POST', '/api/roles', { name: 'Freer', rights }, theirs)).toBe(403)
    expect(await statusOf('POST', '/api/roles', { name: 'As free', rights, ...only }, theirs)).toBe(200)
    const { ID: freeID } = await manager.newRole({ rights })
    const free = await newUser({ roleID: freeID })
    const freely = await manager.signIn(free.username)
    expect(await statusOf('POST', above.url, { active: false }, freely)).toBe(200)
    expect(await statusOf('DELETE', above.url, undefined, freely)).toBe(204)
  })

  test('lose their sessions when they are locked out, get another password or are deleted', async () => {
    for (const end of [{ active: false }, { password: 'another password' }, undefined]) {
      const { ID, username, url } = await newUser()
      const theirs = await manager.signIn(username)
      await manager.succeed(end ? 'POST' : 'DELETE', url, end)
      expect([end, await statusOf('GET', '/api/roles', undefined, theirs)]).toEqual([end, 401])
      expect([
        end,
        await statusOf('POST', '/api/sessions', { userName: username, password }, { 'api-version': 'v1' }),
      ]).toEqual([end, 401])
      expect([end, await eventsOf(ID)]).toEqual([
        end,
        [650, 600, end ? (end.active === false ? 603 : 653) : 651, 160].filter((number) => number !== 160 || end),
      ])
    }
  })

  test('are unlocked with their attempts forgotten', async () => {
    const { username, url } = await newUser()
    for (let count = 0; count < 5; count += 1)
      await manager.call('POST', '/api/sessions', { userName: username, password: 'wrong' }, { 'api-version': 'v1' })
    expect(await manager.succeed('GET', url)).toMatchObject({
      active: true,
      unsuccessfulSignInAttempts: 5,
      unlockTime: expect.any(Number),
    })
    await manager.succeed('POST', url, { active: false })
    const unlocked = await manager.succeed('POST', url, { active: true })
    expect(unlocked).toMatchObject({ active: true, unsuccessfulSignInAttempts: 0 })
    expect(unlocked).not.toHaveProperty('unlockTime')
    await manager.signIn(username)
  })

  test('that wrong passwords have locked are unlocked at once by whoever says so, and by nothing else', async () => {
    const { ID, username, url } = await newUser()
    const wrong = () =>
      manager.call('POST', '/api/sessions', { userName: username, password: 'wrong' }, { 'api-version': 'v1' })
    for (let count = 0; count < 4; count += 1) await wrong()
    expect(await manager.succeed('POST', url, { active: true })).toMatchObject({ unsuccessfulSignInAttempts: 4 })
    await wrong()
    expect(await manager.succeed('POST', url, { description: 'patient' })).toHaveProperty('unlockTime')
    const unlocked = await manager.succeed('POST', url, { active: true })
    expect(unlocked).toMatchObject({ active: true, unsuccessfulSignInAttempts: 0 })
    expect(unlocked).not.toHaveProperty('unlockTime')
    expect((await eventsOf(ID)).slice(-2)).toEqual([652, 604])
    await manager.signIn(username)
  })

  test('that were locked out by hand have no time at which they unlock, however often somebody guesses', async () => {
    const { username, url } = await newUser()
    const wrong = () =>
      manager.call('POST', '/api/sessions', { userName: username, password: 'wrong' }, { 'api-version': 'v1' })
    for (let count = 0; count < 5; count += 1) await wrong()
    expect(await manager.succeed('POST', url, { active: false })).not.toHaveProperty('unlockTime')
    for (let count = 0; count < 5; count += 1) await wrong()
    expect(await manager.succeed('GET', url)).not.toHaveProperty('unlockTime')
    expect(await manager.succeed('POST', url, { description: 'gone' })).not.toHaveProperty('unlockTime')
  })

  test.each([
    [{ password: 'short' }],
    [{ mfaType: 'local-totp' }],
    [{ roleID: 999 }],
    [{ username: ' ' }],
    [{ emailAddress: 'nobody' }],
    [{ receiveNotifications: true }],
    [{ timeZone: 'Nowhere/City' }],
    [{ locale: 'de-DE' }],
    [{ active: 'maybe' }],
  ])('are not given %j', async (body) => {
    expect(await statusOf('POST', `${users}/1`, body)).toBe(400)
  })

  test('nobody locks out or deletes themselves, and someone with full access stays', async () => {
    const self = `${users}/1`
    expect(await statusOf('POST', self, { active: false })).toBe(400)
    expect(await statusOf('DELETE', self)).toBe(400)
    expect(await statusOf('POST', self, { roleID: 2 })).toBe(400)
    const { secretKey } = await manager.newKey()
    const byKey = { 'api-secret-key': secretKey, 'api-version': 'v1' }
    for (const [method, body] of [
      ['POST', { active: false }],
      ['DELETE', undefined],
    ] as const)
      expect(await statusOf(method, self, body, byKey)).toBe(400)
    const second = await newUser({ roleID: 1 })
    const both = await Promise.all([self, second.url].map((url) => statusOf('POST', url, { roleID: 2 }, byKey)))
    expect(both.toSorted((a, b) => a - b)).toEqual([200, 400])
    await manager.succeed('POST', self, { roleID: 1 }, byKey)
  })

  test('cannot be raised, taken over or unlocked by someone who may do less', async () => {
    const rights = {
      platformRights: {
        administratorRights: { canEditAdministratorProperties: true, canCreateNewAdministrators: true },
      },
    }
    const { ID: roleID } = await manager.newRole({ rights })
    const clerk = await newUser({ roleID })
    const theirs = await manager.signIn(clerk.username)
    const locked = await newUser({ roleID: 1, active: false })
    const guessed = await newUser({ roleID: 1 })
    for (let count = 0; count < 5; count += 1)
      await manager.call(
        'POST',
        '/api/sessions',
        { userName: guessed.username, password: 'wrong' },
        { 'api-version': 'v1' },
      )
    const attempts = [
      [users, { username: 'above', password, roleID: 1 }],
      [clerk.url, { roleID: 1 }],
      [`${users}/1`, { password: 'taken over now' }],
      [locked.url, { active: true }],
      [guessed.url, { active: true }],
    ] as const
    for (const [url, body] of attempts) expect([url, await statusOf('POST', url, body, theirs)]).toEqual([url, 403])
    expect(await statusOf('POST', users, { username: 'equal', password, roleID }, theirs)).toBe(200)
    for (const { url } of [locked, guessed]) await manager.succeed('DELETE', url)
  })
})

test.each([
  ['America/New_York', 'UTC-4.00, DST'],
  ['Asia/Kolkata', 'UTC+5.30'],
  ['Etc/UTC', 'UTC+0.00'],
  ['Australia/Sydney', 'UTC+10.00'],
  ['SystemV/AST4', 'UTC-4.00'],
  ['Nowhere/City', 'UTC+0.00'],
])('in July %s is %s', (timeZone, offset) => {
  expect(utcOffset(timeZone, Date.UTC(2026, 6, 15))).toBe(offset)
})
