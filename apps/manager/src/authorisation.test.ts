import { managerEndpoints, rightPaths, rightsTree, type Endpoint, type Method } from '@latchkey/contract'
import { databasesUnderTest } from '@latchkey/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { password, secretHeaders, startManager, type Headers, type ManagerUnderTest } from './manager-under-test.ts'

// Typed a second time, from section 3.2, 4.2 and 5.2 of the fact sheet, so that a slip in the table of the contract shows.
const keys = 'platformRights.apikeyRights'
const roles = 'platformRights.administratorRoleRights'
const users = 'platformRights.administratorRights'
const settings = 'platformRights.settingRights'
const tenants = 'platformRights.multiTenantRights'
const events = 'platformRights.computerRights.canViewNotRelatedToComputers'
const metrics = 'platformRights.systemInformationRights.canViewSystemInformation'
const needed: Readonly<Record<string, string>> = {
  'GET /apikeys': `${keys}.canViewApiKeys`,
  'POST /apikeys': `${keys}.canCreateNewApiKeys`,
  'POST /apikeys/search': `${keys}.canViewApiKeys`,
  'GET /apikeys/:apiKeyID': `${keys}.canViewApiKeys`,
  'POST /apikeys/:apiKeyID': `${keys}.canEditApiKeyProperties`,
  'DELETE /apikeys/:apiKeyID': `${keys}.canDeleteApiKeys`,
  'POST /apikeys/:apiKeyID/secretkey': `${keys}.canEditApiKeyProperties`,
  'GET /roles': `${roles}.canViewAdministratorRoles`,
  'POST /roles': `${roles}.canCreateNewAdministratorRoles`,
  'POST /roles/search': `${roles}.canViewAdministratorRoles`,
  'GET /roles/:roleID': `${roles}.canViewAdministratorRoles`,
  'POST /roles/:roleID': `${roles}.canEditAdministratorRoleProperties`,
  'DELETE /roles/:roleID': `${roles}.canDeleteAdministratorRoles`,
  'GET /administrators': `${users}.canViewAdministrators`,
  'POST /administrators': `${users}.canCreateNewAdministrators`,
  'POST /administrators/search': `${users}.canViewAdministrators`,
  'GET /administrators/:administratorID': `${users}.canViewAdministrators`,
  'POST /administrators/:administratorID': `${users}.canEditAdministratorProperties`,
  'DELETE /administrators/:administratorID': `${users}.canDeleteAdministrators`,
  'GET /systemsettings': `${settings}.canViewSettings`,
  'POST /systemsettings': `${settings}.canEditSettings`,
  'GET /systemsettings/:name': `${settings}.canViewSettings`,
  'POST /systemsettings/:name': `${settings}.canEditSettings`,
  'DELETE /systemsettings/:name': `${settings}.canEditSettings`,
  'GET /systemevents': events,
  'POST /systemevents/search': events,
  'GET /systemevents/:systemEventID': events,
  'GET /apiusagemetrics': metrics,
  'POST /apiusagemetrics/search': metrics,
  'GET /tenants': `${tenants}.canViewTenants`,
  'POST /tenants': `${tenants}.canCreateTenants`,
  'POST /tenants/search': `${tenants}.canViewTenants`,
  'GET /tenants/:tenantID': `${tenants}.canViewTenants`,
  'POST /tenants/:tenantID': `${tenants}.canEditTenantGeneralProperties`,
  'DELETE /tenants/:tenantID': `${tenants}.canDeleteTenants`,
  'POST /tenants/:tenantID/apikeys': `${tenants}.canManageTenantAPIKeys`,
}
const withID = z.object({ ID: z.number() })
const withoutRight = [
  'POST /sessions',
  'DELETE /sessions/current',
  'GET /sessions',
  'DELETE /sessions/:handle',
  'GET /administrators/current',
  'POST /administrators/current',
  'GET /administrators/current/mfa',
  'POST /administrators/current/mfa',
  'DELETE /administrators/current/mfa',
  'POST /administrators/current/mfa/confirm',
  'POST /administrators/current/mfa/recoverycodes',
  'GET /apikeys/current',
  'POST /apikeys/current',
  'POST /apikeys/current/secretkey',
  'GET /setup',
  'POST /setup',
]
const table: Readonly<Record<string, Readonly<Record<string, Endpoint>>>> = managerEndpoints
const operations = Object.values(table).flatMap((group) =>
  Object.values(group).map(({ method, path }) => ({ method, path, operation: `${method} ${path}` })),
)
const guarded = operations.filter(({ operation }) => operation in needed)

test('every operation stands in one of the lists', () => {
  expect(operations.map(({ operation }) => operation).toSorted()).toEqual(
    [...Object.keys(needed), ...withoutRight].toSorted(),
  )
})

describe.each(databasesUnderTest())('authorisation on $name', (databaseUnderTest) => {
  let manager: ManagerUnderTest
  let nothing: number
  beforeAll(async () => {
    manager = await startManager(databaseUnderTest)
    nothing = (await manager.newRole()).ID
  })
  afterAll(() => manager.stop())
  /** Beside what every new role may look at, unless the names say otherwise. */
  const holderOf = async (held: readonly string[], named = held): Promise<Headers> => {
    const { ID } = await manager.newRole({ rights: rightsTree(new Set(held), named) })
    return secretHeaders((await manager.newKey({ roleID: ID })).secretKey)
  }
  let made = 0
  const newUser = async () =>
    withID.parse(
      await manager.succeed('POST', '/api/administrators', {
        username: `target-${(made += 1)}`,
        password,
        roleID: nothing,
      }),
    ).ID
  const newTenant = async () => {
    const administrator = { username: 'boss', password }
    const name = `tenant-${(made += 1)}`
    const { ID } = withID.parse(await manager.succeed('POST', '/api/tenants', { name, administrator }))
    // A role that whoever may only manage keys of tenants can give.
    const boss = await manager.signIn('boss', password, name)
    const weak = withID.parse(await manager.succeed('POST', '/api/roles', { name: 'weak' }, boss)).ID
    return { ID, weak }
  }
  const attempt = async (method: Method, path: string, headers: Headers) => {
    const tenant = path.includes(':tenantID') ? await newTenant() : undefined
    const url = path
      .replace(':tenantID', String(tenant?.ID))
      .replace(':apiKeyID', path.includes(':apiKeyID') ? String((await manager.newKey({ roleID: nothing })).ID) : '')
      .replace(':name', 'platformSettingUserPasswordLengthMin')
      .replace(':systemEventID', '1')
      .replace(':roleID', path.includes(':roleID') ? String((await manager.newRole()).ID) : '')
      .replace(':administratorID', path.includes(':administratorID') ? String(await newUser()) : '')
    const name = `attempt-${(made += 1)}`
    const bodies: Readonly<Record<string, object>> = {
      '/apikeys': { keyName: name, roleID: nothing },
      '/roles': { name },
      '/administrators': { username: name, password, roleID: nothing },
      '/systemsettings': {},
      '/systemsettings/:name': { value: '9' },
      '/tenants': { name, administrator: { username: 'boss', password } },
      '/tenants/:tenantID/apikeys': { keyName: name, roleID: tenant?.weak },
    }
    const answer = await manager.call(
      method,
      `/api${url}`,
      method === 'POST' ? (bodies[path] ?? { description: 'changed' }) : undefined,
      headers,
    )
    return [`${method} ${path}`, answer.statusCode < 300 ? 'done' : `${answer.statusCode} ${answer.json().reason}`]
  }

  test.each(guarded)(
    '$operation is done with its one right, and refused with every other',
    async ({ method, path, operation }) => {
      const right = needed[operation] ?? ''
      expect(await attempt(method, path, await holderOf([right]))).toEqual([operation, 'done'])
      const others = rightPaths.filter((other) => other !== right)
      expect(await attempt(method, path, await holderOf(others, rightPaths))).toEqual([operation, '403 no-right'])
    },
  )

  test('a session is nobody at the addresses of keys about themselves', async () => {
    for (const [method, url] of [
      ['GET', ''],
      ['POST', ''],
      ['POST', '/secretkey'],
    ] as const)
      expect((await manager.call(method, `/api/apikeys/current${url}`)).statusCode).toBe(403)
  })

  test('a new role has the whole tree, with the three rights to look and what was given', async () => {
    const { ID } = await manager.newRole({
      rights: { platformRights: { apikeyRights: { canViewApiKeys: 'true', noSuchRight: true } } },
      allPolicies: false,
      computerIDs: 5,
    })
    const role = z
      .looseObject({ rights: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.boolean()))) })
      .parse(await manager.succeed('GET', `/api/roles/${ID}`))
    const held = rightPaths.filter(
      (path) =>
        path.split('.').reduce<unknown>((tree, part) => (tree as Record<string, unknown>)[part], role.rights) === true,
    )
    expect(held).toHaveLength(4)
    expect(
      Object.values(role.rights).flatMap((groups) => Object.values(groups).flatMap((leaves) => Object.keys(leaves))),
    ).toHaveLength(rightPaths.length)
    expect(role).toMatchObject({
      immutable: false,
      allComputers: true,
      allPolicies: false,
      policyIDs: [],
      urn: expect.stringMatching(/^urn:tmds:identity::0:role\/role-/),
    })
    expect(role).not.toHaveProperty('computerIDs')
    const renamed = await manager.succeed('POST', `/api/roles/${ID}`, {
      name: 'Renamed role',
      rights: { platformRights: { apikeyRights: { canDeleteApiKeys: true } } },
    })
    expect(renamed).toMatchObject({
      urn: 'urn:tmds:identity::0:role/Renamed role',
      rights: { platformRights: { apikeyRights: { canViewApiKeys: true, canDeleteApiKeys: true } } },
    })
    expect((await manager.call('POST', '/api/roles', { name: 'RENAMED role' })).statusCode).toBe(400)
  })

  test('Full Access stays as it is, Auditor may be changed', async () => {
    for (const [method, body] of [
      ['POST', { description: 'mine' }],
      ['DELETE', undefined],
    ] as const)
      expect((await manager.call(method, '/api/roles/1', body)).statusCode).toBe(400)
    expect(await manager.succeed('POST', '/api/roles/2', { description: 'Looks' })).toMatchObject({
      description: 'Looks',
      immutable: false,
    })
  })
})
