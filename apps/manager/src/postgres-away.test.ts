import { createTcpProxy, databasesUnderTest } from '@latchkey/testing'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { password, secretHeaders, startManager } from './manager-under-test.ts'

const listed = z.object({ apiKeys: z.array(z.object({ keyName: z.string() })) })

describe('a PostgreSQL that goes away', () => {
  test('is told with 503, and is used again by itself; what was acknowledged is there, once', async () => {
    const postgres = databasesUnderTest().find(({ name }) => name === 'PostgreSQL')
    if (postgres === undefined) throw new Error('There is no PostgreSQL.')
    const at = postgres.place()
    const direct = new URL(at.url)
    const proxy = await createTcpProxy({ host: direct.hostname, port: Number(direct.port) })
    const url = Object.assign(new URL(at.url), { port: String(proxy.port) }).href
    const manager = await startManager({ name: 'PostgreSQL', place: () => ({ ...at, url }) })
    const { secretKey } = await manager.newKey()
    const byKey = secretHeaders(secretKey)
    await manager.succeed('GET', '/api/apikeys', undefined, byKey)

    const creating = Promise.all(
      Array.from({ length: 30 }, async (_, index) => {
        const keyName = `crowd-${index}`
        const answer = await manager.call('POST', '/api/apikeys', { keyName, roleID: 1 }, byKey)
        return { keyName, status: answer.statusCode }
      }),
    )
    await manager.succeed('GET', '/api/apikeys', undefined, byKey)
    proxy.cut()
    const made = await creating
    expect(made.filter(({ status }) => status !== 200 && status !== 503)).toEqual([])
    expect(made.some(({ status }) => status === 503)).toBe(true)

    for (const [method, path] of [
      ['GET', '/api/apikeys'],
      ['POST', '/api/apikeys'],
      ['GET', '/readyz'],
    ] as const) {
      const answer = await manager.call(
        method,
        path,
        method === 'POST' ? { keyName: 'lost', roleID: 1 } : undefined,
        byKey,
      )
      expect([path, answer.statusCode, answer.json()]).toEqual([
        path,
        503,
        { message: 'The database cannot be reached: nothing was changed.', changed: 'no' },
      ])
    }
    const signIn = { userName: 'operator', password }
    expect((await manager.call('POST', '/api/sessions', signIn, { 'api-version': 'v1' })).statusCode).toBe(503)
    expect((await manager.call('GET', '/livez')).statusCode).toBe(200)

    proxy.mend()
    expect((await manager.call('GET', '/readyz')).statusCode).toBe(200)
    const { apiKeys } = listed.parse(await manager.succeed('GET', '/api/apikeys', undefined, byKey))
    const names = apiKeys.map(({ keyName }) => keyName)
    expect(new Set(names).size).toBe(names.length)
    for (const { keyName, status } of made) if (status === 200) expect(names).toContain(keyName)
    const told = await manager.database.kysely
      .selectFrom('system_events')
      .select('target_name')
      .where('number', '=', 656)
      .execute()
    expect(told.map(({ target_name }) => target_name).toSorted()).toEqual(names.toSorted())
    await manager.stop()
    await proxy.stop()
  }, 40_000)
})
