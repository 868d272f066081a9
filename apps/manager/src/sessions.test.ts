import { databasesUnderTest } from '@latchkey/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createAdministratorRepository } from './principals/administrator-repository.ts'
import { hashPassword, needsRehash } from './features/sessions/password.ts'
import { password, secretHeaders, startManager, type Headers, type ManagerUnderTest } from './manager-under-test.ts'

const list = z.object({
  sessions: z.array(
    z.strictObject({
      handle: z.string().regex(/^[0-9a-f]{32}$/),
      administratorID: z.number(),
      created: z.number(),
      lastActivity: z.number(),
      accessType: z.literal('webService'),
      current: z.boolean(),
    }),
  ),
})

describe.each(databasesUnderTest())('open sessions on $name', (databaseUnderTest) => {
  let manager: ManagerUnderTest
  let clerk: { ID: number; username: string }
  let clerks: Headers
  beforeAll(async () => {
    manager = await startManager(databaseUnderTest)
    const role = await manager.newRole()
    const { ID } = z
      .object({ ID: z.number() })
      .parse(await manager.succeed('POST', '/api/administrators', { username: 'clerk', password, roleID: role.ID }))
    clerk = { ID, username: 'clerk' }
    clerks = await manager.signIn('clerk')
  })
  afterAll(() => manager.stop())
  const sessionsOf = async (headers: Headers, query = '') =>
    list.parse(await manager.succeed('GET', `/api/sessions${query}`, undefined, headers)).sessions
  const end = async (handle: string | undefined, headers: Headers) =>
    (await manager.call('DELETE', `/api/sessions/${handle}`, undefined, headers)).statusCode

  test('are listed to their owner, who may end each', async () => {
    const second = await manager.signIn('clerk')
    const mine = await sessionsOf(clerks)
    expect(mine.map(({ current }) => current)).toEqual([true, false])
    expect(await end(mine[1]?.handle, clerks)).toBe(204)
    expect((await manager.call('GET', '/api/sessions', undefined, second)).statusCode).toBe(401)
    expect(await end(mine[1]?.handle, clerks)).toBe(403)
    expect(await sessionsOf(clerks)).toHaveLength(1)
  })

  test('of others are for whoever may edit users', async () => {
    expect((await manager.call('GET', '/api/sessions?administratorID=1', undefined, clerks)).statusCode).toBe(403)
    const [operators] = await sessionsOf(manager.session)
    expect(await end(operators?.handle, clerks)).toBe(403)
    await manager.signIn('clerk')
    const theirs = await sessionsOf(manager.session, `?administratorID=${clerk.ID}`)
    expect(theirs.map(({ administratorID, current }) => [administratorID, current])).toEqual([
      [clerk.ID, false],
      [clerk.ID, false],
    ])
    expect(await end(theirs[1]?.handle, manager.session)).toBe(204)
    expect(await end(theirs[1]?.handle, manager.session)).toBe(404)
    const told = await manager.database.kysely
      .selectFrom('system_events')
      .select(['target_name', 'performed_by_name'])
      .where('number', '=', 601)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    expect(told).toEqual({ target_name: 'clerk', performed_by_name: 'operator' })
  })

  test('are none of an API key, and a handle opens nothing', async () => {
    const { secretKey } = await manager.newKey()
    expect(await sessionsOf(secretHeaders(secretKey))).toEqual([])
    const [{ handle } = { handle: '' }] = await sessionsOf(clerks)
    const cookie = `sID=${handle.toUpperCase()}`
    expect((await manager.call('GET', '/api/sessions', undefined, { ...clerks, cookie })).statusCode).toBe(401)
    expect((await manager.call('GET', '/api/sessions?administratorID=x', undefined, clerks)).statusCode).toBe(400)
    expect(await end('nonsense', clerks)).toBe(404)
  })

  test('begin with a password that is hashed anew where it was hashed more weakly', async () => {
    const administrators = createAdministratorRepository(manager.database.kysely)
    const weak = await hashPassword(manager.dependencies.keys.pepper, password, { memory: 8 * 1024, passes: 1 })
    await administrators.setPassword(clerk.ID, weak, Date.now())
    expect(needsRehash((await administrators.find(clerk.ID))?.passwordHash ?? '')).toBe(true)
    await manager.signIn('clerk')
    expect(needsRehash((await administrators.find(clerk.ID))?.passwordHash ?? '')).toBe(false)
    await manager.signIn('clerk')
  })
})
