import { connect, type Socket } from 'node:net'
import { databasesUnderTest } from '@latchkey/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { codeAt, stepAt } from './features/mfa/totp.ts'
import { shareOfSlower, signInTimes, wrongSecretTimes } from './login-times-under-test.ts'
import { password, secretHeaders, startManager, type Headers, type ManagerUnderTest } from './manager-under-test.ts'

const withID = z.object({ ID: z.number() })
const counted = z.object({
  active: z.boolean(),
  unsuccessfulSignInAttempts: z.number(),
  unlockTime: z.number().optional(),
})
const mfa = '/api/administrators/current/mfa'
const minuteMs = 60_000
const samples = 12

describe.each(databasesUnderTest())('signing in on $name', (databaseUnderTest) => {
  let now = 1_790_000_000_000
  let manager: ManagerUnderTest
  let byKey: Headers
  let made = 0
  beforeAll(async () => {
    manager = await startManager(databaseUnderTest, { clock: () => now })
    byKey = secretHeaders((await manager.newKey()).secretKey)
  })
  afterAll(() => manager.stop())
  const signIn = (userName: string, given = password, more: object = {}, url = '/api/sessions') =>
    manager.call(
      'POST',
      url,
      url === '/api/sessions'
        ? { userName, password: given, ...more }
        : { dsCredentials: { userName, password: given, ...more } },
      { 'api-version': 'v1' },
    )
  const newUser = async (body: object = {}) => {
    const username = `person-${(made += 1)}`
    const created = await manager.succeed(
      'POST',
      '/api/administrators',
      { username, password, roleID: 2, ...body },
      byKey,
    )
    return { username, ...withID.parse(created) }
  }
  const countsOf = async (ID: number) =>
    counted.parse(await manager.succeed('GET', `/api/administrators/${ID}`, undefined, byKey))
  const eventsAbout = async (name: string) =>
    (
      await manager.database.kysely
        .selectFrom('system_events')
        .select('number')
        .where('target_name', '=', name)
        .where('number', 'in', [160, 603])
        .orderBy('id')
        .execute()
    ).map(({ number }) => number)
  /** A machine that has other work looks at fewer than five in time, and gives the others back. */
  const guessUntilFive = async (username: string, ID: number): Promise<number> => {
    let more = 0
    for (; (await countsOf(ID)).unsuccessfulSignInAttempts < 5; more += 1) await signIn(username, 'a guess')
    return more
  }
  const withSecondFactor = async () => {
    const user = await newUser()
    const theirs = await manager.signIn(user.username)
    const { seed } = z.object({ seed: z.string() }).parse(await manager.succeed('POST', mfa, undefined, theirs))
    const code = (offset = 0) => codeAt(decoded(seed), stepAt(now) + offset)
    await manager.succeed('POST', `${mfa}/confirm`, { mfaCode: code() }, theirs)
    now += 30_000
    return { ...user, code }
  }

  test('is refused in one way, whatever the cause', async () => {
    const [known, locked, waiting, secured] = [
      await newUser(),
      await newUser({ active: false }),
      await newUser(),
      await withSecondFactor(),
    ]
    for (let count = 0; count < 5; count += 1) await signIn(waiting.username, 'wrong')
    const tenant = { name: `tenant-${(made += 1)}`, administrator: { username: 'boss', password } }
    const { ID } = withID.parse(await manager.succeed('POST', '/api/tenants', tenant, byKey))
    await manager.succeed('POST', `/api/tenants/${ID}`, { tenantState: 'suspended' }, byKey)
    const used = secured.code()
    expect((await signIn(secured.username, password, { mfaCode: used })).statusCode).toBe(200)
    const causes = [
      [known.username, 'wrong'],
      ['nobody at all', password],
      [known.username, password, { tenantName: 'no such tenant' }],
      ['boss', password, { tenantName: tenant.name }],
      [locked.username, password],
      [waiting.username, password],
      [secured.username, password],
      [secured.username, password, { mfaCode: used }],
    ] as const
    for (const url of ['/api/sessions', '/rest/authentication/login']) {
      const refusals = new Set<string>()
      for (const [userName, given, more] of causes) {
        const { statusCode, body, headers } = await signIn(userName, given, more, url)
        refusals.add(JSON.stringify([statusCode, body, { ...headers, date: '', 'x-request-id': '' }]))
      }
      expect([...refusals]).toEqual([expect.stringMatching(/^\[401,/)])
    }
  }, 60_000)

  test('makes people wait longer and longer, never longer than 15 minutes, and strangers cannot prolong it', async () => {
    const { username, ID } = await newUser()
    for (let count = 0; count < 4; count += 1) await signIn(username, 'wrong')
    for (const [index, minutes] of [1, 2, 4, 8, 15, 15].entries()) {
      await signIn(username, 'wrong')
      const unlockTime = now + minutes * minuteMs
      expect(await countsOf(ID)).toEqual({ active: true, unsuccessfulSignInAttempts: 5 + index, unlockTime })
      now = unlockTime - 1
      expect((await signIn(username)).statusCode).toBe(401)
      expect(await countsOf(ID)).toEqual({ active: true, unsuccessfulSignInAttempts: 5 + index, unlockTime })
      now += 1
    }
    expect((await signIn(username)).statusCode).toBe(200)
    expect(await countsOf(ID)).toEqual({ active: true, unsuccessfulSignInAttempts: 0 })
    await signIn(username, 'wrong')
    now += 12 * 60 * minuteMs
    await signIn(username, 'wrong')
    expect((await countsOf(ID)).unsuccessfulSignInAttempts).toBe(1)
  }, 60_000)

  test('fifty guesses whose last bytes come together are five, and every refusal is told', async () => {
    const { username, ID } = await newUser()
    const body = JSON.stringify({ userName: username, password: 'a guess' })
    const statuses = await atTheSameTime(manager, 50, body)
    const refused = statuses.filter((status) => status === 401).length + (await guessUntilFive(username, ID))
    expect(statuses.filter((status) => status !== 401 && status !== 429)).toEqual([])
    expect(refused).toBeGreaterThan(0)
    expect((await countsOf(ID)).unsuccessfulSignInAttempts).toBe(5)
    const told = await eventsAbout(username)
    expect([told.filter((number) => number === 160).length, told.filter((number) => number === 603).length]).toEqual([
      refused,
      1,
    ])
  }, 60_000)

  test('lets everybody in who knows the password, however many come at once and to whichever manager', async () => {
    const { username, ID } = await newUser()
    const other = await manager.startAnother()
    const sessions = '/api/systemsettings/platformSettingActiveSessionsMax'
    await manager.succeed('POST', sessions, { value: 'No Limit' }, byKey)
    const right = JSON.stringify({ userName: username, password })
    const statuses = await Promise.all([whenNotBusy(manager, 6, right), whenNotBusy(other, 6, right)])
    expect(statuses.flat()).toEqual(Array.from({ length: 12 }, () => 200))
    expect(await countsOf(ID)).toEqual({ active: true, unsuccessfulSignInAttempts: 0 })
    expect(await eventsAbout(username)).toEqual([])
    await manager.succeed('DELETE', sessions, undefined, byKey)
    await other.stop()
  }, 60_000)

  test('wrong ones among many right ones count, and keep nobody out', async () => {
    const { username, ID } = await newUser()
    const [rights, wrongs] = await Promise.all([
      whenNotBusy(manager, 9, JSON.stringify({ userName: username, password })),
      whenNotBusy(manager, 3, JSON.stringify({ userName: username, password: 'a guess' })),
    ])
    expect(rights).toEqual(Array.from({ length: 9 }, () => 200))
    expect(wrongs).toEqual([401, 401, 401])
    expect((await countsOf(ID)).unsuccessfulSignInAttempts).toBeLessThanOrEqual(3)
    expect(await eventsAbout(username)).toEqual([160, 160, 160])
  }, 60_000)

  test('fifty guesses at two managers are five, and the right one after them has to wait', async () => {
    const { username, ID } = await newUser()
    const other = await manager.startAnother()
    const guess = JSON.stringify({ userName: username, password: 'a guess' })
    const statuses = await Promise.all([atTheSameTime(manager, 25, guess), atTheSameTime(other, 25, guess)])
    expect(statuses.flat().filter((status) => status !== 401 && status !== 429)).toEqual([])
    await guessUntilFive(username, ID)
    expect((await countsOf(ID)).unsuccessfulSignInAttempts).toBe(5)
    expect((await eventsAbout(username)).filter((number) => number === 603)).toHaveLength(1)
    expect((await signIn(username)).statusCode).toBe(401)
    await other.stop()
  }, 60_000)

  test('with one code from fifty places at once lets one in', async () => {
    const { username, code } = await withSecondFactor()
    const allowed = '/api/systemsettings/platformSettingUserSignInAttemptsAllowedNumber'
    await manager.succeed('POST', allowed, { value: '100' }, byKey)
    const statuses = await atTheSameTime(manager, 50, JSON.stringify({ userName: username, password, mfaCode: code() }))
    expect(statuses.filter((status) => status === 200)).toHaveLength(1)
    expect(statuses.filter((status) => ![200, 401, 429].includes(status))).toEqual([])
    await manager.succeed('DELETE', allowed, undefined, byKey)
  }, 60_000)

  test('by the old API asks for the code too, and for the tenant', async () => {
    const { username, code } = await withSecondFactor()
    const legacy = async (more: object, url = '/rest/authentication/login/primary') =>
      (await signIn(username, password, more, url)).statusCode
    expect(await legacy({})).toBe(401)
    expect(await legacy({ mfaCode: code() })).toBe(200)
    expect(await legacy({ mfaCode: code(1), tenantName: 'primary' }, '/rest/authentication/login')).toBe(401)
    now += 30_000
    expect(await legacy({ mfaCode: code(), tenantName: 'primary' }, '/rest/authentication/login')).toBe(200)
    now += 30_000
    expect(await legacy({ mfaCode: code(), tenantName: 'elsewhere' }, '/rest/authentication/login')).toBe(401)
  })
})

test('takes as long for people who do not exist, and for those who may not', async () => {
  const { known, locked, nobody } = await signInTimes(samples)
  // Nothing that could be told apart: of two kinds that take the same time either is the slower one about as often.
  for (const other of [locked, nobody]) {
    expect(shareOfSlower(known, other)).toBeGreaterThan(0.05)
    expect(shareOfSlower(known, other)).toBeLessThan(0.95)
  }
}, 120_000)

test('takes as long for wrong secrets of keys that exist as of keys that do not', async () => {
  const { known, nobody } = await wrongSecretTimes(100)
  expect(shareOfSlower(known, nobody)).toBeGreaterThan(0.2)
  expect(shareOfSlower(known, nobody)).toBeLessThan(0.8)
}, 120_000)

function decoded(seed: string): Buffer {
  const bits = Array.from(seed, (letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  )
  return Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}

/** Whoever there was no time for asks again, as the answer says, on a machine that has other work. */
async function whenNotBusy(manager: Pick<ManagerUnderTest, 'app'>, count: number, body: string): Promise<number[]> {
  const statuses = (await atTheSameTime(manager, count, body)).filter((status) => status !== 429)
  return statuses.length === count
    ? statuses
    : [...statuses, ...(await whenNotBusy(manager, count - statuses.length, body))]
}

/** Many sign-ins on sockets of their own, each held back by its last byte until all are there. */
async function atTheSameTime({ app }: Pick<ManagerUnderTest, 'app'>, count: number, body: string): Promise<number[]> {
  if (!app.server.listening) await app.listen({ port: 0, host: '127.0.0.1' })
  const address = app.server.address()
  if (address === null || typeof address === 'string') throw new Error('The manager does not listen on a port.')
  const request = `POST /api/sessions HTTP/1.1\r\nHost: localhost:80\r\napi-version: v1\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`
  const sockets = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<Socket>((resolve, reject) => {
          const socket = connect(address.port, '127.0.0.1', () =>
            socket.write(request.slice(0, -1), () => resolve(socket)),
          )
          socket.once('error', reject)
        }),
    ),
  )
  const answers = sockets.map(
    (socket) =>
      new Promise<number>((resolve) => {
        let text = ''
        socket.on('data', (chunk) => (text += chunk.toString('latin1')))
        socket.on('close', () => resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1])))
      }),
  )
  for (const socket of sockets) socket.write(request.slice(-1))
  return await Promise.all(answers)
}
