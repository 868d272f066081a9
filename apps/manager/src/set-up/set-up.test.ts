import { openDatabase, type Database } from '@latchkey/database'
import { createLogger } from '@latchkey/server'
import { uncounted } from '@latchkey/server/limits'
import { databasesUnderTest } from '@latchkey/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  buildManager,
  createFirstAdministrator,
  hasAdministrator,
  migrateManager,
  offerSetUp,
  resetAdministrator,
  seedDemo,
} from '../build-app.ts'
import type { ManagerTables } from '../database/tables.ts'

describe.each(databasesUnderTest())('setting up on $name', ({ place }) => {
  let database: Database<ManagerTables>
  let at: ReturnType<typeof place>
  const now = 1_790_000_000_000
  const setUp = () => ({ database, keys: { pepper: Buffer.alloc(32, 1) }, clock: () => now })
  beforeEach(async () => {
    at = place()
    database = await openDatabase(at)
    await migrateManager(database)
  })
  afterEach(async () => {
    await database.close()
    await at.dispose()
  })

  test('makes one first administrator, with a password of twelve characters, and no second', async () => {
    expect(await hasAdministrator({ database })).toBe(false)
    await expect(
      createFirstAdministrator(setUp(), { userName: 'first', password: 'eleven char' }),
    ).rejects.toMatchObject({ status: 400, field: 'password' })
    await expect(createFirstAdministrator(setUp(), { userName: ' ', password: 'twelve chars' })).rejects.toMatchObject({
      status: 400,
      field: 'userName',
    })
    const both = await Promise.allSettled(
      ['first', 'other'].map((userName) => createFirstAdministrator(setUp(), { userName, password: 'twelve chars' })),
    )
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await hasAdministrator({ database })).toBe(true)
    await expect(resetAdministrator(setUp(), 'stranger')).rejects.toMatchObject({ status: 404 })
  })

  test('offers a link that makes the first administrator once, in half an hour', async () => {
    let time = now
    const offered = () => offerSetUp({ ...setUp(), clock: () => time, profile: 'full' })
    const [first, second, expired] = [await offered(), await offered(), await offered()]
    if (first === undefined || second === undefined || expired === undefined) throw new Error('no link was offered')
    const stored = JSON.stringify(await database.kysely.selectFrom('set_up_tokens').selectAll().execute())
    expect([first, second, expired].filter((token) => stored.includes(token))).toEqual([])
    const build = (clock: () => number) =>
      buildManager({
        ...setUp(),
        keys: { pepper: Buffer.alloc(32, 1), master: Buffer.alloc(32, 2) },
        clock,
        logger: createLogger({ write: () => undefined }),
        hosts: () => ['localhost:80'],
        profile: 'full',
        rateLimits: uncounted,
        trustProxy: ['127.0.0.1'],
      })
    const app = await build(() => time)
    const late = await build(() => now + 30 * 60_000)
    const claim = (token: string, body: object = {}, headers: Record<string, string> = {}, manager = app) =>
      manager.inject({
        method: 'POST',
        url: '/api/setup',
        headers: { 'api-version': 'v1', ...headers },
        payload: { token, userName: 'first', password: 'a long pass phrase', ...body },
      })
    expect((await claim(expired, {}, {}, late)).statusCode).toBe(403)
    time = now + 1
    expect((await claim('A'.repeat(22))).statusCode).toBe(403)
    expect((await claim(first, {}, { 'x-forwarded-for': '192.0.2.7' })).statusCode).toBe(403)
    expect((await claim(first, { password: 'short' })).json()).toMatchObject({ field: 'password' })
    const both = await Promise.all([claim(first), claim(second, { userName: 'other' })])
    expect(both.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, expect.any(Number)])
    expect(both.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1)
    expect((await claim(first)).statusCode).toBe(403)
    expect(await offered()).toBeUndefined()
    await app.close()
    await late.close()
  })

  test('makes a company with keys in every state, and no password twice', async () => {
    const { administrator, limited, auditor } = await seedDemo(setUp())
    expect(new Set([administrator.password, limited.password, auditor.password]).size).toBe(3)
    const keys = await database.kysely
      .selectFrom('api_keys')
      .select(['key_name', 'active', 'expiry_date', 'created', 'last_sign_in'])
      .orderBy('id')
      .execute()
    expect(keys.length).toBeGreaterThanOrEqual(150)
    const stateOf = (name: string) => {
      const key = keys.find(({ key_name }) => key_name === name)
      return key && [key.active, key.expiry_date !== null && key.expiry_date <= now]
    }
    expect([stateOf('deploy-bot'), stateOf('locked-out'), stateOf('expired-last-week')]).toEqual([
      [1, false],
      [0, false],
      [1, true],
    ])
    expect(keys.filter(({ last_sign_in: seen }) => seen !== null).length).toBeGreaterThan(100)
    expect(keys.map(({ created }) => created)).toEqual(keys.map(({ created }) => created).toSorted((a, b) => a - b))
    for (const { created, last_sign_in: seen, expiry_date: expiry } of keys)
      if (seen !== null) expect([seen > created, seen <= now, seen <= (expiry ?? now)]).toEqual([true, true, true])
    const events = await database.kysely
      .selectFrom('system_events')
      .select('number')
      .where('number', '=', 656)
      .execute()
    expect(events).toHaveLength(keys.length)
  })
})
