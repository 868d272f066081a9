import { databasesUnderTest } from '@latchkey/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { password, secretHeaders, startManager, type Headers, type ManagerUnderTest } from './manager-under-test.ts'

const withID = z.object({ ID: z.number() })
const current = '/api/administrators/current'

describe.each(databasesUnderTest())('people about themselves on $name', (databaseUnderTest) => {
  let manager: ManagerUnderTest
  let ID: number
  let theirs: Headers
  beforeAll(async () => {
    manager = await startManager(databaseUnderTest)
    const role = await manager.newRole()
    const created = await manager.succeed('POST', '/api/administrators', { username: 'ada', password, roleID: role.ID })
    ID = withID.parse(created).ID
    theirs = await manager.signIn('ada')
  })
  afterAll(() => manager.stop())
  const statusOf = async (body: object) => (await manager.call('POST', current, body, theirs)).statusCode
  const events = async () =>
    (
      await manager.database.kysely
        .selectFrom('system_events')
        .select(['number', 'performed_by_name'])
        .where('target_id', '=', ID)
        .where('number', 'in', [652, 653])
        .orderBy('id')
        .execute()
    ).map(({ number, performed_by_name }) => [number, performed_by_name])

  test('read and keep their own contact data, and nothing that decides', async () => {
    const before = z.looseObject({}).parse(await manager.succeed('GET', current, undefined, theirs))
    expect(before).toEqual(await manager.succeed('GET', `/api/administrators/${ID}`, undefined, theirs))
    const contact = { fullName: 'Ada L.', emailAddress: 'ada@example.org', timeZone: 'Asia/Tokyo', locale: 'ja-JP' }
    expect(
      await manager.succeed('POST', current, { ...contact, roleID: 1, active: false, mfaType: 'none' }, theirs),
    ).toEqual({
      ...before,
      ...contact,
      UTCOffset: 'UTC+9.00',
    })
    expect(await statusOf({ ...contact })).toBe(200)
    expect(await statusOf({ emailAddress: '', receiveNotifications: true })).toBe(400)
    expect(await events()).toEqual([[652, 'ada']])
    const { secretKey } = await manager.newKey()
    expect((await manager.call('GET', current, undefined, secretHeaders(secretKey))).statusCode).toBe(403)
  })

  test('set their own password with the current one, which ends their other sessions', async () => {
    const other = await manager.signIn('ada')
    expect(await statusOf({ password: 'another good one' })).toBe(400)
    expect(await statusOf({ password: 'another good one', currentPassword: 'wrong' })).toBe(400)
    expect(await manager.succeed('GET', `/api/administrators/${ID}`)).toMatchObject({ unsuccessfulSignInAttempts: 1 })
    expect(await statusOf({ password, currentPassword: password })).toBe(400)
    expect(await statusOf({ password: 'short', currentPassword: password })).toBe(400)
    expect(await statusOf({ password: 'another good one', currentPassword: password })).toBe(200)
    expect((await manager.call('GET', current, undefined, other)).statusCode).toBe(401)
    expect(await manager.succeed('GET', current, undefined, theirs)).toMatchObject({ unsuccessfulSignInAttempts: 0 })
    await manager.signIn('ada', 'another good one')
    expect(await events()).toEqual([
      [652, 'ada'],
      [653, 'ada'],
    ])
  })
})
