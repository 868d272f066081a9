import { managerEndpoints, rightsTree, type Endpoint } from '@latchkey/contract'
import { databasesUnderTest } from '@latchkey/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { password, secretHeaders, startManager, type Headers, type ManagerUnderTest } from './manager-under-test.ts'

const hourMs = 3_600_000
const withID = z.looseObject({ ID: z.number(), name: z.string() })
const issued = z.looseObject({ ID: z.number(), secretKey: z.string(), expiryDate: z.number() })
const named = z.object({ name: z.string() })

describe.each(databasesUnderTest())('tenants on $name', (databaseUnderTest) => {
  let manager: ManagerUnderTest
  let made = 0
  beforeAll(async () => {
    manager = await startManager(databaseUnderTest)
  })
  afterAll(() => manager.stop())

  const newTenant = async (body: object = {}) =>
    withID.parse(
      await manager.succeed('POST', '/api/tenants', {
        name: `tenant-${(made += 1)}`,
        administrator: { username: 'boss', password },
        ...body,
      }),
    )
  const newTenantKey = async (tenantID: number, body: object = {}, headers?: Headers) =>
    issued.parse(
      await manager.succeed('POST', `/api/tenants/${tenantID}/apikeys`, { keyName: 'service', ...body }, headers),
    )
  const status = async (method: 'GET' | 'POST' | 'DELETE', url: string, headers: Headers, body?: object) =>
    (await manager.call(method, url, body, headers)).statusCode

  test('is made as the official sample makes it, and its first user signs in', async () => {
    const tenant = await manager.succeed(
      'POST',
      '/api/tenants?bypassTenantCache=False&confirmationRequired=False&asynchronous=True',
      {
        name: 'Wholesale',
        locale: 'en-US',
        description: 'Onboarded',
        modulesVisible: ['all'],
        administrator: {
          username: 'boss',
          password,
          emailAddress: 'boss@example.com',
          receiveNotifications: 'false',
          roleID: 1,
        },
      },
    )
    expect(tenant).toEqual({
      name: 'Wholesale',
      description: 'Onboarded',
      timeZone: expect.any(String),
      locale: 'en-US',
      demoMode: false,
      modulesVisible: ['all'],
      hideUnlicensedModules: false,
      tenantState: 'active',
      guid: expect.stringMatching(/^[0-9A-F-]{36}$/),
      ID: expect.any(Number),
    })
    const { ID } = withID.parse(tenant)
    const boss = await manager.signIn('boss', password, 'WHOLESALE')
    expect(await manager.succeed('GET', '/api/administrators', undefined, boss)).toMatchObject({
      administrators: [{ username: 'boss', roleID: 1, emailAddress: 'boss@example.com' }],
    })
    await expect(manager.signIn('boss', password)).rejects.toThrow('401')
    await expect(manager.signIn('operator', password, 'Wholesale')).rejects.toThrow('401')
    expect(await manager.succeed('GET', `/api/tenants/${ID}`)).toEqual({
      ...withID.parse(tenant),
      lastSigninTime: expect.any(Number),
    })
  })

  test('is listed, found and changed; names are its own', async () => {
    const [one, other] = [await newTenant({ description: 'first' }), await newTenant()]
    const list = z.object({ tenants: z.array(withID) }).parse(await manager.succeed('GET', '/api/tenants'))
    expect(list.tenants.map(({ ID }) => ID)).toEqual(expect.arrayContaining([0, one.ID, other.ID]))
    for (const criterion of [
      { fieldName: 'name', stringValue: one.name.toUpperCase() },
      { fieldName: 'description', stringValue: 'fir%' },
      { idValue: one.ID },
    ])
      expect(await manager.succeed('POST', '/api/tenants/search', { searchCriteria: criterion })).toEqual({
        tenants: [one],
      })
    const body = { name: `${one.name} renamed`, timeZone: 'Asia/Tokyo', locale: 'ja-JP', hideUnlicensedModules: 'true' }
    expect(await manager.succeed('POST', `/api/tenants/${one.ID}`, body)).toEqual({
      ...one,
      ...body,
      hideUnlicensedModules: true,
    })
    for (const [refused, url] of [
      [{ name: other.name.toUpperCase() }, `/api/tenants/${one.ID}`],
      [{ name: other.name, administrator: { username: 'boss', password } }, '/api/tenants'],
      [{ name: 'short', administrator: { username: 'boss', password: 'short' } }, '/api/tenants'],
      [{ name: 'nobody' }, '/api/tenants'],
      [{ tenantState: 'pending-deletion' }, `/api/tenants/${one.ID}`],
    ] as const)
      expect([refused, (await manager.call('POST', url, refused)).statusCode]).toEqual([refused, 400])
  })

  test('a key for a tenant has full access for six hours, and acts on the tenant alone', async () => {
    const { ID } = await newTenant({ timeZone: 'Asia/Tokyo' })
    const began = Date.now()
    const key = await newTenantKey(ID)
    expect(key).toMatchObject({ roleID: 1, serviceAccount: true, active: true, timeZone: 'Asia/Tokyo' })
    expect(key.expiryDate - began).toBeGreaterThanOrEqual(6 * hourMs)
    expect(key.expiryDate - Date.now()).toBeLessThanOrEqual(6 * hourMs)
    const again = await newTenantKey(ID, { expiryDate: 0 })
    expect(again.expiryDate - Date.now()).toBeLessThanOrEqual(6 * hourMs)
    const headers = secretHeaders(key.secretKey)
    expect(await manager.succeed('GET', '/api/apikeys/current', undefined, headers)).toMatchObject({ tenantID: ID })
    expect(await manager.succeed('GET', '/api/apikeys', undefined, headers)).toMatchObject({
      apiKeys: [{ ID: key.ID }, { ID: again.ID }],
    })
    // Saying again what it is called already takes the name from nobody.
    await manager.succeed('POST', `/api/apikeys/${key.ID}`, { keyName: 'service', description: 'x' }, headers)
    await manager.succeed('POST', '/api/apikeys', { keyName: 'service', roleID: 2 }, headers)
    expect(await status('GET', '/api/tenants', headers)).toBe(403)
    const events = await manager.database.kysely
      .selectFrom('system_events')
      .select(['number', 'performed_by_name'])
      .where('tenant_id', '=', ID)
      .where('target_id', '=', key.ID)
      .where('number', '=', 656)
      .execute()
    expect(events).toEqual([{ number: 656, performed_by_name: 'System' }])
  })

  test('whoever makes keys for tenants gives no more than they hold', async () => {
    const { ID } = await newTenant()
    const held = ['platformRights.multiTenantRights.canManageTenantAPIKeys']
    const role = await manager.newRole({ rights: rightsTree(new Set(held), held) })
    const limited = secretHeaders((await manager.newKey({ roleID: role.ID })).secretKey)
    expect(await status('POST', `/api/tenants/${ID}/apikeys`, limited, { keyName: 'x' })).toBe(403)
    const full = secretHeaders((await newTenantKey(ID)).secretKey)
    const weak = withID.parse(await manager.succeed('POST', '/api/roles', { name: 'weak' }, full))
    expect(await newTenantKey(ID, { roleID: weak.ID }, limited)).toMatchObject({ roleID: weak.ID })
    expect(await status('POST', `/api/tenants/${ID}/apikeys`, limited, { keyName: 'x', roleID: role.ID })).toBe(400)
  })

  test('suspended, nobody of it gets in; the primary tenant cannot be', async () => {
    const { ID, name } = await newTenant()
    const key = secretHeaders((await newTenantKey(ID)).secretKey)
    const boss = await manager.signIn('boss', password, name)
    await manager.succeed('POST', `/api/tenants/${ID}`, { tenantState: 'suspended' })
    expect(await status('GET', '/api/roles', key)).toBe(403)
    expect(await status('GET', '/api/roles', boss)).toBe(401)
    await expect(manager.signIn('boss', password, name)).rejects.toThrow('401')
    expect(await status('POST', `/api/tenants/${ID}/apikeys`, manager.session, { keyName: 'x' })).toBe(400)
    await manager.succeed('POST', `/api/tenants/${ID}`, { tenantState: 'active' })
    expect(await status('GET', '/api/roles', key)).toBe(200)
    expect(await status('GET', '/api/roles', boss)).toBe(401)
    await manager.signIn('boss', password, name)
    expect(await status('POST', '/api/tenants/0', manager.session, { tenantState: 'suspended' })).toBe(400)
  })

  test('deleted, it leaves no row in any table', async () => {
    const { ID, name } = await newTenant()
    const key = secretHeaders((await newTenantKey(ID)).secretKey)
    const boss = await manager.signIn('boss', password, name)
    const role = withID.parse(await manager.succeed('POST', '/api/roles', { name: 'gone' }, boss))
    await manager.succeed('POST', '/api/administrators', { username: 'u', password, roleID: role.ID }, boss)
    const rows = await rowsOf(manager, ID)
    expect(Object.values(rows).filter((count) => count > 0).length).toBeGreaterThan(4)
    expect(await status('DELETE', `/api/tenants/${ID}`, manager.session)).toBe(204)
    expect(Object.entries(await rowsOf(manager, ID)).filter(([, count]) => count > 0)).toEqual([])
    expect(await status('GET', '/api/roles', key)).toBe(401)
    expect(await status('GET', '/api/roles', boss)).toBe(401)
    expect(await status('DELETE', `/api/tenants/${ID}`, manager.session)).toBe(404)
    expect(await status('DELETE', '/api/tenants/0', manager.session)).toBe(400)
    expect((await newTenant({ name })).ID).toBeGreaterThan(ID)
  })

  describe('two tenants', () => {
    let foreign: Readonly<Record<string, number>>
    let stranger: readonly Headers[]
    beforeAll(async () => {
      const [one, other] = [await newTenant(), await newTenant()]
      const boss = await manager.signIn('boss', password, one.name)
      const succeed = async (url: string, body: object) =>
        z.looseObject({ ID: z.number() }).parse(await manager.succeed('POST', url, body, boss)).ID
      const roleID = await succeed('/api/roles', { name: 'secret plan' })
      foreign = {
        roleID,
        apiKeyID: await succeed('/api/apikeys', { keyName: 'secret plan key', roleID }),
        administratorID: await succeed('/api/administrators', { username: 'secret plan user', password, roleID }),
      }
      stranger = [
        await manager.signIn('boss', password, other.name),
        secretHeaders((await newTenantKey(other.ID)).secretKey),
      ]
    })
    const table: Readonly<Record<string, Readonly<Record<string, Endpoint>>>> = managerEndpoints
    const operations = Object.values(table)
      .flatMap((group) => Object.values(group))
      .filter(({ path, access }) => access === 'caller' && path.includes(':'))

    test.each(operations.map((operation) => ({ ...operation, name: `${operation.method} ${operation.path}` })))(
      '$name answers for an object of the other as for none',
      async ({ method, path }) => {
        const [parameter = ''] = /(?<=:)\w+/.exec(path) ?? []
        for (const headers of stranger) {
          const [there, nowhere] = await Promise.all(
            [foreign[parameter] ?? 0, 2_147_483_000].map((ID) =>
              manager.call(
                method,
                `/api${path.replace(`:${parameter}`, String(ID))}`,
                method === 'POST' ? { description: 'taken over' } : undefined,
                headers,
              ),
            ),
          )
          expect(there?.statusCode).toBeGreaterThanOrEqual(400)
          expect([there?.statusCode, there?.body]).toEqual([nowhere?.statusCode, nowhere?.body])
        }
      },
    )

    test('no list, no search and no order shows anything of the other', async () => {
      for (const headers of stranger)
        for (const collection of ['apikeys', 'roles', 'administrators'])
          for (const body of [
            undefined,
            {},
            { sortByObjectID: true },
            { searchCriteria: [{ idTest: 'greater-than', idValue: 0 }] },
            { searchCriteria: [{ fieldName: 'description', stringTest: 'not-equal', stringValue: 'x' }] },
          ]) {
            const answer = await manager.call(
              body ? 'POST' : 'GET',
              `/api/${collection}${body ? '/search' : ''}`,
              body,
              headers,
            )
            expect(answer.statusCode).toBe(200)
            expect(answer.body).not.toContain('secret plan')
          }
    })

    test('a role of the other can be given to nobody, and its names are free', async () => {
      for (const headers of stranger) {
        const given = { roleID: foreign['roleID'] }
        expect(await status('POST', '/api/apikeys', headers, { keyName: 'k', ...given })).toBe(400)
        const user = { username: 'u', password, ...given }
        expect(await status('POST', '/api/administrators', headers, user)).toBe(400)
      }
      const [boss = {}] = stranger
      const again = await manager.succeed('POST', '/api/roles', { name: 'secret plan' }, boss)
      expect(named.parse(again).name).toBe('secret plan')
      await manager.succeed('POST', '/api/apikeys', { keyName: 'secret plan key', roleID: 1 }, boss)
    })

    test('only the primary tenant hears of tenants', async () => {
      for (const headers of stranger)
        for (const [method, url, body] of [
          ['GET', '/api/tenants'],
          ['POST', '/api/tenants', { name: 7 }],
          ['POST', '/api/tenants/search', { searchCriteria: [{ fieldName: 'none', stringValue: 'x' }] }],
          ['GET', '/api/tenants/0'],
          ['POST', '/api/tenants/0', { name: 'mine' }],
          ['DELETE', '/api/tenants/0'],
          ['POST', '/api/tenants/0/apikeys', { keyName: 'x' }],
        ] as const)
          expect([method, url, await status(method, url, headers, body)]).toEqual([method, url, 403])
    })
  })
})

/** How many rows each table holds of a tenant, whatever tables there will be. */
async function rowsOf({ database: { kysely, schema, engine } }: ManagerUnderTest, tenantID: number) {
  const tables = (await kysely.introspection.getTables()).filter(
    ({ columns, schema: place }) =>
      (engine === 'sqlite' || place === schema) && columns.some(({ name }) => name === 'tenant_id'),
  )
  const counted: Record<string, number> = {}
  for (const { name } of tables) {
    const { rows } = await kysely
      // The name comes from the database itself, which no type knows.
      .selectFrom(name as 'roles')
      .select((expression) => expression.fn.countAll<number>().as('rows'))
      .where('tenant_id', '=', tenantID)
      .executeTakeFirstOrThrow()
    counted[name] = rows
  }
  return counted
}
