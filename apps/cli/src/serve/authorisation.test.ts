import { bffEndpoints, systemEventSchema, type Endpoint } from '@latchkey/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { buildProduct, buildTimeoutMs } from '../process-for-tests.ts'
import { startConsole, type Headers } from './console-calls-for-tests.ts'
import type { Answer } from './two-instances-for-tests.ts'

// Typed a second time, from the fact sheet and the list of the console's own endpoints, so that a slip in the contract shows.
const keys = 'platformRights.apikeyRights'
const roles = 'platformRights.administratorRoleRights'
const users = 'platformRights.administratorRights'
const settings = 'platformRights.settingRights'
const tenants = 'platformRights.multiTenantRights'
const events = 'platformRights.computerRights.canViewNotRelatedToComputers'
const needed: Readonly<Record<string, string>> = {
  'GET /apikeys': `${keys}.canViewApiKeys`,
  'POST /apikeys/search': `${keys}.canViewApiKeys`,
  'GET /apikeys/:apiKeyID': `${keys}.canViewApiKeys`,
  'POST /apikeys/:apiKeyID': `${keys}.canEditApiKeyProperties`,
  'DELETE /apikeys/:apiKeyID': `${keys}.canDeleteApiKeys`,
  'POST /issuances create': `${keys}.canCreateNewApiKeys`,
  'POST /issuances newSecret': `${keys}.canEditApiKeyProperties`,
  'POST /issuances createForTenant': `${tenants}.canManageTenantAPIKeys`,
  'GET /notes': `${keys}.canViewApiKeys`,
  'POST /notes/search': `${keys}.canViewApiKeys`,
  'POST /notes/:apiKeyID': `${keys}.canEditApiKeyProperties`,
  'GET /roles': `${roles}.canViewAdministratorRoles`,
  'POST /roles/search': `${roles}.canViewAdministratorRoles`,
  'GET /roles/:roleID': `${roles}.canViewAdministratorRoles`,
  'POST /roles': `${roles}.canCreateNewAdministratorRoles`,
  'POST /roles/:roleID': `${roles}.canEditAdministratorRoleProperties`,
  'DELETE /roles/:roleID': `${roles}.canDeleteAdministratorRoles`,
  'GET /administrators': `${users}.canViewAdministrators`,
  'POST /administrators/search': `${users}.canViewAdministrators`,
  'GET /administrators/:administratorID': `${users}.canViewAdministrators`,
  'POST /administrators': `${users}.canCreateNewAdministrators`,
  'POST /administrators/:administratorID': `${users}.canEditAdministratorProperties`,
  'DELETE /administrators/:administratorID': `${users}.canDeleteAdministrators`,
  'GET /managersessions another': `${users}.canEditAdministratorProperties`,
  'DELETE /managersessions/:handle': `${users}.canEditAdministratorProperties`,
  'POST /systemevents/search': events,
  'GET /systemevents/:systemEventID': events,
  'POST /activity/search': events,
  'GET /activity/verification': events,
  'POST /activity/csv': events,
  'POST /activity/jsonl': events,
  'GET /tenants': `${tenants}.canViewTenants`,
  'POST /tenants/search': `${tenants}.canViewTenants`,
  'GET /tenants/:tenantID': `${tenants}.canViewTenants`,
  'POST /tenants': `${tenants}.canCreateTenants`,
  'POST /tenants/:tenantID': `${tenants}.canEditTenantGeneralProperties`,
  'DELETE /tenants/:tenantID': `${tenants}.canDeleteTenants`,
  'GET /systemsettings': `${settings}.canViewSettings`,
  'POST /systemsettings': `${settings}.canEditSettings`,
  'GET /systemsettings/:name': `${settings}.canViewSettings`,
  'POST /systemsettings/:name': `${settings}.canEditSettings`,
  'DELETE /systemsettings/:name': `${settings}.canEditSettings`,
}
/** For whoever is signed in, about themselves; what is answered where it is not done: there is none, or the code is wrong. */
const ofThemselves: Readonly<Record<string, number>> = {
  'GET /session': 200,
  'GET /sessions': 200,
  'DELETE /sessions/:sessionID': 404,
  'DELETE /sessions': 204,
  'GET /administrators/current': 200,
  'POST /administrators/current': 200,
  'GET /administrators/current/mfa': 200,
  'POST /administrators/current/mfa': 200,
  'POST /administrators/current/mfa/confirm': 400,
  'POST /administrators/current/mfa/recoverycodes': 400,
  'DELETE /administrators/current/mfa': 400,
  'GET /managersessions own': 200,
  'GET /issuances': 200,
  'GET /issuances/:idempotencyKey': 404,
  'POST /issuances/:idempotencyKey/acknowledgement': 404,
  'POST /activity/exports': 204,
  'GET /live': 200,
  // The last: it ends what all the others need.
  'DELETE /session': 204,
}
/** For nobody in particular. */
const open: Readonly<Record<string, number>> = { 'POST /session': 401, 'GET /setup': 200, 'POST /setup': 403 }

// What our Auditor holds (decision 9), and an administrator of keys alone.
const heldBy: Readonly<Record<string, readonly string[] | 'all'>> = {
  administrator: 'all',
  auditor: [`${keys}.canViewApiKeys`, `${users}.canViewAdministrators`, `${roles}.canViewAdministratorRoles`, events],
  limited: [`${keys}.canViewApiKeys`, `${keys}.canEditApiKeyProperties`, `${roles}.canViewAdministratorRoles`],
}

const table: Readonly<Record<string, Readonly<Record<string, Endpoint>>>> = bffEndpoints

let console: Awaited<ReturnType<typeof startConsole>>
const sessions = new Map<string, Headers>()
const sessionFor = (who: string): Headers => sessions.get(who) ?? {}
beforeAll(async () => {
  buildProduct()
  console = await startConsole()
  const { limited } = heldBy
  await console.newUser('auditor', 2)
  await console.newUser('limited', await console.newRole(limited === 'all' ? [] : limited))
  for (const userName of Object.keys(heldBy)) sessions.set(userName, await console.signIn({ userName }))
}, buildTimeoutMs + 60_000)
afterAll(() => console.stop())

const outcome = ({ status }: Answer): string => (status < 300 ? 'done' : String(status))

test('every endpoint of the console stands in one of the lists', () => {
  const all = Object.values(table).flatMap((group) =>
    Object.values(group).map(({ method, path }) => `${method} ${path}`),
  )
  const listed = [...Object.keys(needed), ...Object.keys(ofThemselves), ...Object.keys(open)]
  const plain = listed.map((operation) => operation.split(' ', 2).join(' '))
  expect([...new Set(plain)].toSorted()).toEqual(all.toSorted())
})

describe.each(['nobody', ...Object.keys(heldBy)])('what the console does for %s', (who) => {
  test.each(Object.entries(needed))('%s, for which one needs %s', async (operation, right) => {
    const held = heldBy[who]
    const may = held === 'all' || held?.includes(right)
    expect(outcome(await console.attempt(operation, sessionFor(who)))).toBe(may ? 'done' : held ? '403' : '401')
  })

  test.each(Object.entries(open))('%s, which is open to anybody, is answered %i', async (operation, status) => {
    expect((await console.attempt(operation, sessionFor(who))).status).toBe(status)
  })

  test.each(Object.entries(ofThemselves))(
    '%s, which is about themselves, is answered %i',
    async (operation, status) => {
      expect((await console.attempt(operation, sessionFor(who))).status).toBe(heldBy[who] ? status : 401)
    },
  )
})

test('an auditor has changed nothing but themselves, whatever was called', async () => {
  const list = z.object({ systemEvents: z.array(systemEventSchema) })
  const { systemEvents } = list.parse(JSON.parse(await console.api('/systemevents/search', { maxItems: 5000 })))
  const theirs = systemEvents.filter(({ performedByName }) => performedByName === 'auditor')
  expect(theirs.length).toBeGreaterThan(0)
  expect(theirs.filter(({ targetName }) => targetName !== 'auditor')).toEqual([])
})

describe('what belongs to another tenant', () => {
  const absent = {
    apiKeyID: 999_999,
    roleID: 999_999,
    administratorID: 999_999,
    tenantID: 999_999,
    systemEventID: 999_999,
    handle: '0'.repeat(32),
  }
  const withObject = Object.keys(needed).filter((operation) => /:(?!name)|newSecret/.test(operation))
  let boss: Headers
  beforeAll(async () => {
    await console.newTenant('elsewhere')
    boss = await console.signIn({ tenantName: 'elsewhere', userName: 'boss' })
  })

  test.each(withObject)('%s is answered as if it had never been', async (operation) => {
    const [foreign, missing] = [await console.attempt(operation, boss), await console.attempt(operation, boss, absent)]
    expect(foreign.status).toBeGreaterThanOrEqual(403)
    expect([foreign.status, plain(foreign)]).toEqual([missing.status, plain(missing)])
  })
})

const plain = ({ text }: Answer): string => text.replace(/"requestID":"[^"]*"/, '')
