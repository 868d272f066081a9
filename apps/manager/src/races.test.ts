import { databasesUnderTest } from '@latchkey/testing'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { callsDuring } from './calls-in-flight-under-test.ts'
import { password, secretHeaders, startManager, type Headers, type ManagerUnderTest } from './manager-under-test.ts'

const withID = z.object({ ID: z.number() })

describe.each(databasesUnderTest())('changes under calls in flight, two managers on $name', (databaseUnderTest) => {
  let manager: ManagerUnderTest
  let apps: FastifyInstance[]
  let stopOther: () => Promise<void>
  let now = 1_800_000_000_000
  beforeAll(async () => {
    manager = await startManager(databaseUnderTest, { clock: () => now })
    const other = await manager.startAnother()
    apps = [manager.app, other.app]
    stopOther = other.stop
  })
  afterAll(async () => {
    await stopOther()
    await manager.stop()
  })

  let made = 0
  const newUser = async (roleID: number) => {
    const username = `user-${(made += 1)}`
    const { ID } = withID.parse(await manager.succeed('POST', '/api/administrators', { username, password, roleID }))
    return { ID, session: await manager.signIn(username) }
  }
  /** A crowd calls both managers; what began after the acknowledgement is answered so. */
  const afterwards = async (headers: Headers, change: () => Promise<unknown>, callers = 30) => {
    const calls = await callsDuring(apps, { headers, url: '/api/apikeys', change, callers })
    expect(calls.find(({ beganAfter }) => !beganAfter)?.status).toBe(200)
    return [...new Set(calls.filter(({ beganAfter }) => beganAfter).map(({ status }) => status))]
  }

  test.each([
    ['locked out', 403, (ID: number) => manager.succeed('POST', `/api/apikeys/${ID}`, { active: false })],
    ['deleted', 401, (ID: number) => manager.succeed('DELETE', `/api/apikeys/${ID}`)],
    ['given a new secret', 401, (ID: number) => manager.succeed('POST', `/api/apikeys/${ID}/secretkey`)],
    [
      'expired',
      403,
      async (ID: number) => {
        await manager.succeed('POST', `/api/apikeys/${ID}`, { expiryDate: now + 1 })
        now += 1
      },
    ],
    [
      'given a weaker role',
      403,
      async (ID: number) => {
        await manager.succeed('POST', `/api/apikeys/${ID}`, { roleID: (await manager.newRole()).ID })
      },
    ],
  ] as const)('a key that is %s is refused with %i from then on', async (what, status, change) => {
    const { ID, secretKey } = await manager.newKey()
    expect(await afterwards(secretHeaders(secretKey), () => change(ID), what === 'locked out' ? 200 : 30)).toEqual([
      status,
    ])
  })

  test('a role that loses a right takes it from all who hold it', async () => {
    const rights = { platformRights: { apikeyRights: { canViewApiKeys: true } } }
    const role = await manager.newRole({ rights })
    const { secretKey } = await manager.newKey({ roleID: role.ID })
    const without = { rights: { platformRights: { apikeyRights: { canViewApiKeys: false } } } }
    expect(
      await afterwards(secretHeaders(secretKey), () => manager.succeed('POST', `/api/roles/${role.ID}`, without)),
    ).toEqual([403])
  })

  test.each([
    ['locked out', (ID: number) => manager.succeed('POST', `/api/administrators/${ID}`, { active: false })],
    ['deleted', (ID: number) => manager.succeed('DELETE', `/api/administrators/${ID}`)],
    [
      'given a password',
      (ID: number) => manager.succeed('POST', `/api/administrators/${ID}`, { password: `${password} 2` }),
    ],
  ] as const)('sessions of a user who is %s are over', async (_what, change) => {
    const { ID, session } = await newUser(1)
    expect(await afterwards(session, () => change(ID))).toEqual([401])
  })

  test('a session that is signed out is over', async () => {
    const { session } = await newUser(1)
    expect(
      await afterwards(session, () => manager.succeed('DELETE', '/api/sessions/current', undefined, session)),
    ).toEqual([401])
  })

  test('keys of a tenant that is suspended are refused', async () => {
    const administrator = { username: 'boss', password }
    const { ID } = withID.parse(await manager.succeed('POST', '/api/tenants', { name: 'Suspended', administrator }))
    const boss = await manager.signIn('boss', password, 'Suspended')
    const { secretKey } = await manager.newKey({}, boss)
    expect(
      await afterwards(secretHeaders(secretKey), () =>
        manager.succeed('POST', `/api/tenants/${ID}`, { tenantState: 'suspended' }),
      ),
    ).toEqual([403])
  })

  test('a key is good until the millisecond of its expiry, and not in it', async () => {
    const expiryDate = now + 1_000
    const { secretKey } = await manager.newKey({ expiryDate })
    const statuses: number[] = []
    for (now = expiryDate - 1; now <= expiryDate + 1; now += 1)
      for (const app of apps)
        statuses.push((await app.inject({ url: '/api/apikeys/current', headers: secretHeaders(secretKey) })).statusCode)
    expect(statuses).toEqual([200, 200, 403, 403, 403, 403])
  })

  test('of the last two with full access one stays when each takes it from the other at once', async () => {
    const administrator = { username: 'one', password }
    const tenant = withID.parse(await manager.succeed('POST', '/api/tenants', { name: 'Duel', administrator })).ID
    const one = await manager.signIn('one', password, 'Duel')
    const weak = withID.parse(await manager.succeed('POST', '/api/roles', { name: 'weak' }, one)).ID
    const user = { username: 'other', password, roleID: 1 }
    const { ID: otherID } = withID.parse(await manager.succeed('POST', '/api/administrators', user, one))
    const other = await manager.signIn('other', password, 'Duel')
    const oneID = withID.parse(await manager.succeed('GET', '/api/administrators/current', undefined, one)).ID
    const demote = (app: FastifyInstance | undefined, ID: number, headers: Headers) =>
      app?.inject({ method: 'POST', url: `/api/administrators/${ID}`, headers, payload: { roleID: weak } })
    const answers = await Promise.all([demote(apps[0], otherID, one), demote(apps[1], oneID, other)])
    const statuses = answers.map((answer) => answer?.statusCode ?? 0)
    expect(statuses.filter((status) => status === 200)).toHaveLength(1)
    expect(statuses.filter((status) => [400, 403].includes(status))).toHaveLength(1)
    const left = await manager.database.kysely
      .selectFrom('administrators')
      .select('id')
      .where('tenant_id', '=', tenant)
      .where('role_id', '=', 1)
      .execute()
    expect(left).toHaveLength(1)
  })
})
