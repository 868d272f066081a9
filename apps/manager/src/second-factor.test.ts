import { databasesUnderTest } from '@latchkey/testing'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { codeAt, stepAt } from './features/mfa/totp.ts'
import { password, secretHeaders, startManager, type Headers, type ManagerUnderTest } from './manager-under-test.ts'
import { resetAdministrator } from './set-up/first-administrator.ts'

const withID = z.object({ ID: z.number() })
const enrolled = z.strictObject({ otpauthURI: z.string(), seed: z.string() })
const issued = z.strictObject({ recoveryCodes: z.array(z.string()).length(10) })
const stepMs = 30_000
const mfa = '/api/administrators/current/mfa'

const seedFrom = (text: string): Buffer => {
  const bits = Array.from(text, (letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  )
  return Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}

describe.each(databasesUnderTest())('a second factor on $name', (databaseUnderTest) => {
  let now = 1_790_000_000_000
  let manager: ManagerUnderTest
  let byKey: Headers
  let user: { ID: number; username: string }
  let theirs: Headers
  let seed: Buffer
  let codes: readonly string[]
  let made = 0
  beforeAll(async () => {
    manager = await startManager(databaseUnderTest, { clock: () => now })
    byKey = secretHeaders((await manager.newKey()).secretKey)
  })
  afterAll(() => manager.stop())
  beforeEach(async () => {
    const username = `person-${(made += 1)}`
    const created = await manager.succeed('POST', '/api/administrators', { username, password, roleID: 2 }, byKey)
    user = { ID: withID.parse(created).ID, username }
    theirs = await manager.signIn(username)
    seed = seedFrom(enrolled.parse(await manager.succeed('POST', mfa, undefined, theirs)).seed)
    codes = issued.parse(await manager.succeed('POST', `${mfa}/confirm`, { mfaCode: codeNow() }, theirs)).recoveryCodes
    now += stepMs
  })
  afterEach(() => {
    now += stepMs * 2
  })
  const codeNow = () => codeAt(seed, stepAt(now))
  const signIn = async (mfaCode?: string, given = password) =>
    (
      await manager.call(
        'POST',
        '/api/sessions',
        { userName: user.username, password: given, mfaCode },
        { 'api-version': 'v1' },
      )
    ).statusCode
  const described = () => manager.succeed('GET', `/api/administrators/${user.ID}`, undefined, byKey)

  test('is asked for from then on; a code works once, the step before it still does, and no earlier one', async () => {
    expect(await signIn()).toBe(401)
    expect(await signIn('000000')).toBe(401)
    expect(await signIn(codeNow())).toBe(200)
    expect(await signIn(codeNow())).toBe(401)
    const before = codeNow()
    now += stepMs
    expect(await signIn(before)).toBe(401)
    const slow = codeNow()
    now += stepMs
    expect(await signIn(slow)).toBe(200)
    now -= stepMs * 5
    expect(await signIn(codeNow())).toBe(401)
    now += stepMs * 5
    expect(await described()).toMatchObject({ mfaType: 'local-totp' })
  })

  test('does not take the code that confirmed it, and ends the other sessions of its user', async () => {
    now -= stepMs
    expect(await signIn(codeNow())).toBe(401)
    now += stepMs
    expect((await manager.call('GET', mfa, undefined, theirs)).json()).toEqual({
      mfaType: 'local-totp',
      recoveryCodesLeft: 10,
    })
    const events = await manager.database.kysely
      .selectFrom('system_events')
      .select('description')
      .where('number', '=', 652)
      .where('target_id', '=', user.ID)
      .execute()
    expect(events).toEqual([{ description: 'Multi-factor authentication was switched on.' }])
  })

  test('lets one alone in of twenty who come with the same code', async () => {
    await manager.succeed(
      'POST',
      '/api/systemsettings/platformSettingUserSignInAttemptsAllowedNumber',
      { value: '100' },
      byKey,
    )
    const code = codeNow()
    const statuses = await Promise.all(Array.from({ length: 20 }, () => signIn(code)))
    expect(statuses.filter((status) => status === 200)).toHaveLength(1)
    await manager.succeed(
      'DELETE',
      '/api/systemsettings/platformSettingUserSignInAttemptsAllowedNumber',
      undefined,
      byKey,
    )
  })

  test('counts wrong codes and wrong passwords together, and the right password alone clears nothing', async () => {
    for (const [code, given] of [
      ['000000', password],
      [codeNow(), 'wrong'],
      [undefined, password],
      ['1', 'wrong'],
      ['222222', password],
    ] as const)
      expect(await signIn(code, given)).toBe(401)
    expect(await described()).toMatchObject({ unsuccessfulSignInAttempts: 5, unlockTime: now + 60_000 })
    expect(await signIn(codeNow())).toBe(401)
    now += 60_001
    expect(await signIn(codeNow())).toBe(200)
    expect(await described()).toMatchObject({ unsuccessfulSignInAttempts: 0 })
  })

  test('is replaced by a recovery code once; new codes end the old ones', async () => {
    const [first = '', second = ''] = codes
    expect(await signIn(first, 'wrong')).toBe(401)
    expect(await signIn(first.toLowerCase().replaceAll('-', ''))).toBe(200)
    expect(await signIn(first)).toBe(401)
    expect((await manager.call('POST', `${mfa}/recoverycodes`, { mfaCode: '000000' }, theirs)).statusCode).toBe(400)
    const fresh = issued.parse(await manager.succeed('POST', `${mfa}/recoverycodes`, { mfaCode: codeNow() }, theirs))
    expect(await signIn(second)).toBe(401)
    expect(await signIn(fresh.recoveryCodes[0])).toBe(200)
  })

  test('is switched off with a code by its user, and tries at it count', async () => {
    const off = async (mfaCode: string) => (await manager.call('DELETE', mfa, { mfaCode }, theirs)).statusCode
    expect(await off('000000')).toBe(400)
    expect(await described()).toMatchObject({ unsuccessfulSignInAttempts: 1 })
    expect((await manager.call('POST', `/api/administrators/${user.ID}`, { mfaType: 'none' }, theirs)).statusCode).toBe(
      403,
    )
    expect(await off(codeNow())).toBe(204)
    expect(await described()).toMatchObject({ mfaType: 'none', unsuccessfulSignInAttempts: 1 })
    expect(await signIn()).toBe(200)
    expect(await off('000000')).toBe(400)
  })

  test('is taken away by an administrator who may do as much, and by whoever has the machine', async () => {
    const rights = { platformRights: { administratorRights: { canEditAdministratorProperties: true } } }
    const weaker = { name: `editor-${made}`, rights, allowUserInterface: false }
    const role = withID.parse(await manager.succeed('POST', '/api/roles', weaker, byKey))
    const key = { keyName: weaker.name, roleID: role.ID }
    const { secretKey } = z
      .object({ secretKey: z.string() })
      .parse(await manager.succeed('POST', '/api/apikeys', key, byKey))
    const off = { mfaType: 'none' }
    expect(
      (await manager.call('POST', `/api/administrators/${user.ID}`, off, secretHeaders(secretKey))).statusCode,
    ).toBe(403)
    expect(
      (await manager.call('POST', `/api/administrators/${user.ID}`, { mfaType: 'none' }, byKey)).json(),
    ).toMatchObject({ mfaType: 'none' })
    expect((await manager.call('GET', mfa, undefined, theirs)).statusCode).toBe(401)
    theirs = await manager.signIn(user.username)
    const again = enrolled.parse(await manager.succeed('POST', mfa, undefined, theirs))
    seed = seedFrom(again.seed)
    await manager.succeed('POST', `${mfa}/confirm`, { mfaCode: codeNow() }, theirs)
    const reset = await resetAdministrator(manager.dependencies, user.username)
    expect(await signIn(undefined, reset.password)).toBe(200)
  })

  test('cannot be given to anyone, be begun twice, be confirmed by a wrong code, or belong to a key', async () => {
    expect((await manager.call('POST', '/api/administrators/1', { mfaType: 'local-totp' }, byKey)).statusCode).toBe(400)
    expect((await manager.call('POST', mfa, undefined, theirs)).statusCode).toBe(400)
    expect((await manager.call('POST', `${mfa}/confirm`, { mfaCode: codeNow() }, theirs)).statusCode).toBe(400)
    expect((await manager.call('POST', mfa, undefined, byKey)).statusCode).toBe(403)
  })

  test('is in the database sealed, and its recovery codes as digests', async () => {
    const rows = await manager.database.kysely.selectFrom('second_factors').selectAll().execute()
    const digests = await manager.database.kysely.selectFrom('recovery_codes').selectAll().execute()
    const stored = JSON.stringify([rows, digests, manager.lines])
    for (const secret of [
      seed.toString('base64'),
      seed.toString('hex'),
      ...codes,
      ...codes.map((code) => code.replaceAll('-', '')),
    ])
      expect(stored).not.toContain(secret)
    await manager.succeed('DELETE', `/api/administrators/${user.ID}`, undefined, byKey)
    expect(
      await manager.database.kysely
        .selectFrom('recovery_codes')
        .selectAll()
        .where('administrator_id', '=', user.ID)
        .execute(),
    ).toEqual([])
  })
})
