import { createHash } from 'node:crypto'
import { managerEndpoints, type Endpoint } from '@latchkey/contract'
import { databasesUnderTest } from '@latchkey/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { password, secretHeaders, startManager, type Headers, type ManagerUnderTest } from './manager-under-test.ts'

const withID = z.object({ ID: z.number() })
const table: Readonly<Record<string, Readonly<Record<string, Endpoint>>>> = managerEndpoints
// Making the seed of a second factor tells nothing: it is nothing before it is confirmed. Setting up needs an empty manager.
const untold = ['POST /administrators/current/mfa', 'POST /setup']
const changing = Object.values(table)
  .flatMap((group) => Object.values(group))
  .filter(({ changes }) => changes)
  .map(({ method, path }) => `${method} ${path}`)
  .filter((operation) => !untold.includes(operation))

describe.each(databasesUnderTest())('storage that fails on $name', (databaseUnderTest) => {
  let now = 1_790_000_000_000
  let manager: ManagerUnderTest
  let session: Headers
  let byKey: Headers
  const IDs = { apiKeyID: 0, roleID: 0, administratorID: 0, tenantID: 0 }
  let handle = ''
  beforeAll(async () => {
    manager = await startManager(databaseUnderTest, { clock: () => now })
    const { ID, secretKey } = await manager.newKey()
    byKey = secretHeaders(secretKey)
    await manager.succeed('GET', '/api/apikeys/current', undefined, byKey)
    IDs.apiKeyID = ID
    IDs.roleID = (await manager.newRole()).ID
    const user = { username: 'user', password, roleID: 1 }
    IDs.administratorID = withID.parse(await manager.succeed('POST', '/api/administrators', user)).ID
    const tenant = { name: 'Branch', administrator: { username: 'boss', password } }
    IDs.tenantID = withID.parse(await manager.succeed('POST', '/api/tenants', tenant)).ID
    session = manager.session
    await manager.succeed('POST', '/api/systemsettings/platformSettingUserPasswordLengthMin', { value: '10' })
    handle =
      z
        .object({ sessions: z.array(z.object({ handle: z.string() })) })
        .parse(await manager.succeed('GET', '/api/sessions', undefined, session)).sessions[0]?.handle ?? ''
  })
  afterAll(() => manager.stop())

  const bodies: Readonly<Record<string, object>> = {
    'POST /sessions': { userName: 'user', password },
    'POST /apikeys': { keyName: 'never made', roleID: 1 },
    'POST /apikeys/:apiKeyID': { active: false },
    'POST /apikeys/current': { description: 'never written' },
    'POST /roles': { name: 'never made' },
    'POST /roles/:roleID': { description: 'never written' },
    'POST /administrators': { username: 'never made', password, roleID: 1 },
    'POST /administrators/:administratorID': { active: false, fullName: 'never written' },
    'POST /administrators/current': { fullName: 'never written' },
    'POST /systemsettings': { platformSettingSignInPageMessage: { value: 'never written' } },
    'POST /systemsettings/:name': { value: '9' },
    'POST /tenants': { name: 'never made', administrator: { username: 'boss', password } },
    'POST /tenants/:tenantID': { tenantState: 'suspended' },
    'POST /tenants/:tenantID/apikeys': { keyName: 'never made' },
  }
  const send = async (operation: string) => {
    const [method = '', path = ''] = operation.split(' ')
    const url = Object.entries(IDs)
      .reduce((text, [name, ID]) => text.replace(`:${name}`, String(ID)), path)
      .replace(':handle', handle)
      .replace(':name', 'platformSettingUserPasswordLengthMin')
    const headers = path.includes('/apikeys/current') ? byKey : session
    return await manager.call(
      method as 'POST',
      `/api${url}`,
      bodies[operation],
      operation === 'POST /sessions' ? { 'api-version': 'v1' } : headers,
    )
  }
  /** Everything that is stored; a try to sign in counts although it led to nothing, and being there does not. */
  const stored = async () => {
    const { kysely } = manager.database
    const administrators = await kysely.selectFrom('administrators').selectAll().orderBy('id').execute()
    const rest = await Promise.all([
      kysely.selectFrom('api_keys').selectAll().orderBy('id').execute(),
      kysely.selectFrom('principals').selectAll().orderBy('id').execute(),
      kysely.selectFrom('roles').selectAll().orderBy('tenant_id').orderBy('id').execute(),
      kysely.selectFrom('tenants').selectAll().orderBy('id').execute(),
      kysely.selectFrom('sessions').select('digest').orderBy('digest').execute(),
      kysely.selectFrom('system_settings').selectAll().orderBy('name').execute(),
      kysely.selectFrom('system_events').selectAll().orderBy('id').execute(),
    ])
    const users = administrators.map((user) => ({
      ...user,
      attempts: 0,
      attempted: 0,
      attempts_running: 0,
      unlock_time: 0,
    }))
    return createHash('sha256')
      .update(JSON.stringify([users, rest]))
      .digest('hex')
  }
  /** Writing to these tables fails with this code of PostgreSQL; SQLite has none to give. */
  const failing = async (code: string, tables: readonly string[], work: () => Promise<void>) => {
    const isSqlite = manager.database.engine === 'sqlite'
    const run = (statement: string) => sql.raw(statement).execute(manager.database.kysely)
    if (!isSqlite)
      await run(
        `CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'not written' USING ERRCODE = '${code}'; END $$`,
      )
    for (const name of tables)
      for (const change of ['INSERT', 'UPDATE'])
        await run(
          isSqlite
            ? `CREATE TRIGGER failing_${name}_${change} BEFORE ${change} ON ${name} BEGIN SELECT RAISE(ABORT, 'not written'); END`
            : `CREATE TRIGGER failing_${name}_${change} BEFORE ${change} ON ${name} FOR EACH ROW EXECUTE FUNCTION fail()`,
        )
    await work().finally(async () => {
      for (const name of tables)
        for (const change of ['INSERT', 'UPDATE'])
          await run(`DROP TRIGGER failing_${name}_${change}${isSqlite ? '' : ` ON ${name}`}`)
      if (!isSqlite) await run('DROP FUNCTION fail()')
    })
  }

  test('has an example of every change', () => {
    const ready = changing.filter(
      (operation) =>
        operation.startsWith('DELETE') ||
        operation in bodies ||
        operation.endsWith('/secretkey') ||
        operation.includes('/mfa'),
    )
    expect(ready).toEqual(changing)
  })

  test('makes no change that could not be told of', async () => {
    await failing('P0001', ['system_events'], async () => {
      const before = await stored()
      for (const operation of changing.filter((one) => !one.includes('/mfa'))) {
        const answer = await send(operation)
        expect([operation, answer.statusCode, answer.json()]).toEqual([
          operation,
          500,
          { message: 'Unexpected error.' },
        ])
        expect(answer.body).not.toContain('not written')
        expect([operation, await stored()]).toEqual([operation, before])
      }
    })
  }, 40_000)

  test('that is full refuses changes with 507, and goes on reading; it is mended by space alone', async () => {
    const fill = async (work: () => Promise<void>) => {
      const { kysely, engine } = manager.database
      if (engine === 'postgres') return await failing('53100', ['system_events', 'sessions', 'api_keys'], work)
      await sql`PRAGMA max_page_count = 1`.execute(kysely)
      // What is free inside the file is used first.
      const texts = () =>
        kysely
          .insertInto('id_sequences')
          .values({ name: `filler ${Math.floor(performance.now() * 1e6)} ${'x'.repeat(3_000)}`, value: 0 })
          .execute()
      await expect(
        (async () => {
          for (;;) await texts()
        })(),
      ).rejects.toThrow('The disk is full.')
      await work()
      await sql`PRAGMA max_page_count = 1000000`.execute(kysely)
      return await kysely
        .deleteFrom('id_sequences')
        .where('name', 'like', 'filler%')
        .execute()
        .then(() => undefined)
    }
    const wrong = secretHeaders(`${IDs.apiKeyID}:${'A'.repeat(43)}=`)
    expect((await manager.call('GET', '/api/apikeys', undefined, wrong)).statusCode).toBe(401)
    // Long enough that using a session or key would be written down.
    now += 10 * 60_000
    await fill(async () => {
      const before = await stored()
      const create = await manager.call(
        'POST',
        '/api/apikeys',
        { keyName: 'never made', description: 'x'.repeat(2_000), roleID: 1 },
        session,
      )
      expect([create.statusCode, create.json()]).toEqual([507, { message: 'The disk is full: nothing was changed.' }])
      expect(await stored()).toBe(before)
      for (const headers of [session, byKey])
        expect((await manager.call('GET', '/api/apikeys', undefined, headers)).statusCode).toBe(200)
    })
    await manager.succeed('POST', '/api/apikeys', { keyName: 'made at last', roleID: 1 }, session)
  })
})
