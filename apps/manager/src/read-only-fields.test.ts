import { databasesUnderTest } from '@latchkey/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { password, secretHeaders, startManager, type ManagerUnderTest } from './manager-under-test.ts'

const withID = z.object({ ID: z.number() })
const chosen = {
  ID: 77,
  id: 77,
  tenantID: 7,
  tenant_id: 7,
  tenantGUID: 'mine',
  guid: 'mine',
  urn: 'urn:mine',
  roleURN: 'urn:mine',
  created: 5,
  modified: 5,
  lastSignIn: 5,
  lastSigninTime: 5,
  lastPasswordChange: 5,
  unlockTime: 5,
  attempts: 9,
  unsuccessfulSignInAttempts: 9,
  serviceAccount: true,
  service_account: 1,
  immutable: true,
  external: true,
  secretKey: '7:mine',
  secret_digest: 'mine',
  secretDigest: 'mine',
  pepperVersion: 9,
  passwordHash: 'mine',
  readOnly: true,
  type: 'temporary',
  UTCOffset: '+1',
  mfaType: 'local-totp',
  rID: 'mine',
  isActive: true,
}

describe.each(databasesUnderTest())('what only the manager may write, on $name', (databaseUnderTest) => {
  let manager: ManagerUnderTest
  beforeAll(async () => {
    manager = await startManager(databaseUnderTest)
  })
  afterAll(() => manager.stop())

  const rowOf = (table: 'api_keys' | 'roles' | 'administrators' | 'tenants', ID: number) =>
    manager.database.kysely.selectFrom(table).selectAll().where('id', '=', ID).executeTakeFirstOrThrow()
  const newUser = async () =>
    withID.parse(await manager.succeed('POST', '/api/administrators', { username: 'someone', password, roleID: 2 })).ID
  const newTenant = async () => {
    const administrator = { username: 'boss', password }
    return withID.parse(await manager.succeed('POST', '/api/tenants', { name: 'Other', administrator })).ID
  }
  const given = { modified: expect.any(Number), description: 'changed', description_folded: 'changed' }

  test.each([
    ['a key', 'api_keys', '/api/apikeys', async () => (await manager.newKey()).ID],
    ['a role', 'roles', '/api/roles', async () => (await manager.newRole()).ID],
    ['a user', 'administrators', '/api/administrators', newUser],
    ['a tenant', 'tenants', '/api/tenants', newTenant],
  ] as const)('stays as it is when %s is modified', async (_what, table, path, make) => {
    const ID = await make()
    const before = await rowOf(table, ID)
    const { mfaType: _mfaType, ...settable } = chosen
    await manager.succeed('POST', `${path}/${ID}`, { ...settable, description: 'changed' })
    const { modified: _modified, ...changed } = given
    expect(await rowOf(table, ID)).toEqual({
      ...before,
      ...changed,
      ...('modified' in before && { modified: given.modified }),
    })
  })

  test('is not taken from who creates, nor from a key about itself', async () => {
    const { ID, secretKey } = await manager.newKey({ ...chosen, active: true })
    const before = await rowOf('api_keys', ID)
    expect(before).toMatchObject({
      tenant_id: 0,
      attempts: 0,
      unlock_time: null,
      last_sign_in: null,
      service_account: 0,
    })
    expect(before.created).toBeGreaterThan(5)
    await manager.succeed(
      'POST',
      '/api/apikeys/current',
      { ...chosen, description: 'changed' },
      secretHeaders(secretKey),
    )
    const after = await rowOf('api_keys', ID)
    expect(after).toEqual({ ...before, ...given, last_sign_in: after.last_sign_in })
    expect(withID.parse(await manager.succeed('GET', `/api/apikeys/${ID}`)).ID).not.toBe(chosen.ID)
  })
})
