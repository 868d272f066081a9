import { databasesUnderTest } from '@latchkey/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { password, startManager, type ManagerUnderTest } from './manager-under-test.ts'

const keyShape = z.looseObject({ ID: z.number(), keyName: z.string(), secretKey: z.string().optional() })
const keysShape = z.object({ apiKeys: z.array(keyShape) })
const roleShape = z.looseObject({ ID: z.number(), name: z.string(), immutable: z.boolean() })

/** The checklist of section 10 of the fact sheet, in its order and over real HTTP. */
describe.each(databasesUnderTest())('a client of the vendor finds on $name', (databaseUnderTest) => {
  let manager: ManagerUnderTest
  let url: string
  let session: Record<string, string>
  let byKey: Record<string, string>
  let first: z.infer<typeof keyShape>
  beforeAll(async () => {
    manager = await startManager(databaseUnderTest)
    const address = new URL(await manager.app.listen({ port: 0, host: '127.0.0.1' }))
    url = `http://localhost:${address.port}/api`
    manager.hosts.push(address.host.replace('127.0.0.1', 'localhost'))
  })
  afterAll(() => manager.stop())

  async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = session) {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { 'api-version': 'v1', 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    const json: unknown = text === '' ? undefined : JSON.parse(text)
    if (answer.status >= 400) {
      expect([path, answer.headers.get('content-type')]).toEqual([path, 'application/json'])
      expect(json).toHaveProperty('message', expect.any(String))
    }
    return { status: answer.status, text, json, headers: answer.headers }
  }
  const newKey = async (body: object) => keyShape.parse((await call('POST', '/apikeys', { roleID: 1, ...body })).json)
  const secret = ({ secretKey = '' }: { secretKey?: string | undefined }) => ({ 'api-secret-key': secretKey })
  const statusBy = async (key: { secretKey?: string | undefined }) =>
    (await call('GET', '/apikeys', undefined, secret(key))).status

  test('1. a fresh manager with user 1, roles 1 and 2 and no keys, where signing in gives RID and sID', async () => {
    const signedIn = await call('POST', '/sessions', { userName: 'operator', password }, {})
    const { RID } = z.object({ RID: z.string() }).parse(signedIn.json)
    const cookie = signedIn.headers.getSetCookie().join('; ')
    expect([signedIn.status, cookie]).toEqual([200, expect.stringMatching(/^sID=[0-9A-F]{32}; Path=\/; HttpOnly$/)])
    session = { cookie, rID: RID }
    expect((await call('GET', '/administrators')).json).toMatchObject({ administrators: [{ ID: 1 }] })
    const { roles } = z.object({ roles: z.array(roleShape) }).parse((await call('GET', '/roles')).json)
    expect(roles.map(({ ID, name, immutable }) => [ID, name, immutable])).toEqual([
      [1, 'Full Access', true],
      [2, 'Auditor', false],
    ])
    expect((await call('GET', '/apikeys')).text).toBe('{"apiKeys":[]}')
  })

  test('2. a first key with ID 2 and a secret', async () => {
    const created = await call('POST', '/apikeys', { keyName: 'a', roleID: 1 })
    first = keyShape.parse(created.json)
    expect([created.status, created.json]).toMatchObject([200, { ID: 2, active: true }])
    expect(first.secretKey).toMatch(/^2:[A-Za-z0-9+/]{43}=$/)
    expect(first).not.toHaveProperty('expiryDate')
    byKey = secret(first)
  })

  test('3. a list without secret and null, with an empty description', async () => {
    const { text, json } = await call('GET', '/apikeys', undefined, byKey)
    expect(text).not.toMatch(/secretKey|null/)
    expect(json).toMatchObject({ apiKeys: [{ ID: 2, description: '' }] })
  })

  test('4. the calling key with its role and tenant', async () => {
    const { json } = await call('GET', '/apikeys/current', undefined, byKey)
    expect(json).toMatchObject({ roleURN: 'urn:tmds:identity::0:role/Full Access', tenantID: 0 })
    expect(json).toHaveProperty('tenantGUID', expect.stringMatching(/^[0-9A-F-]{36}$/))
  })

  test('5. changes of only what was sent, with a role as text', async () => {
    const { ID } = await newKey({ keyName: 'changes' })
    const before = (await call('GET', `/apikeys/${ID}`)).json
    expect((await call('POST', `/apikeys/${ID}`, {})).json).toEqual(before)
    expect((await call('POST', `/apikeys/${ID}`, { roleID: '2' })).json).toEqual({
      ...keyShape.parse(before),
      roleID: 2,
    })
  })

  test('6. lists that are refused without the right to view them', async () => {
    const { ID: roleID } = roleShape.parse((await call('POST', '/roles', { name: 'No views' })).json)
    const key = await newKey({ keyName: 'no views', roleID })
    for (const path of ['/apikeys', '/roles', '/administrators'])
      expect([path, (await call('GET', path, undefined, secret(key))).status]).toEqual([path, 403])
  })

  test('7. a new secret that ends the old one', async () => {
    const key = await newKey({ keyName: 'regenerated' })
    const fresh = keyShape.parse((await call('POST', `/apikeys/${key.ID}/secretkey`, null)).json)
    expect([await statusBy(key), await statusBy(fresh)]).toEqual([401, 200])
  })

  test('8. a lock that refuses with 403, and an unlock', async () => {
    const key = await newKey({ keyName: 'locked' })
    await call('POST', `/apikeys/${key.ID}`, { active: false })
    expect(await statusBy(key)).toBe(403)
    await call('POST', `/apikeys/${key.ID}`, { active: true })
    expect(await statusBy(key)).toBe(200)
  })

  test('9. an expired key refused with 403, and still listed', async () => {
    const expiryDate = Date.now() + 300
    const key = await newKey({ keyName: 'expires', expiryDate })
    while (Date.now() < expiryDate) await new Promise((resolve) => setTimeout(resolve, 20))
    expect(await statusBy(key)).toBe(403)
    expect(keysShape.parse((await call('GET', '/apikeys')).json).apiKeys.map(({ ID }) => ID)).toContain(key.ID)
  })

  test('10. 405 and 404 where they belong', async () => {
    for (const [method, path, status] of [
      ['PUT', '/apikeys/2', 405],
      ['GET', '/apikeys/abc', 404],
      ['GET', '/apikeys/999999', 404],
    ] as const)
      expect([path, (await call(method, path)).status]).toEqual([path, status])
  })

  test('11. a search that knows every test of the sheet', async () => {
    const expiryDate = Date.now() + 1_000_000
    const [one, two] = [await newKey({ keyName: 's_1' }), await newKey({ keyName: 's%2', expiryDate })]
    const found = async (filter: object) => {
      const { status, json } = await call('POST', '/apikeys/search', filter)
      expect(status).toBe(200)
      return keysShape.parse(json).apiKeys.map(({ ID }) => ID)
    }
    const named = (stringValue: string, more: object = {}) => ({ fieldName: 'keyName', stringValue, ...more })
    const all = await found({})
    expect(all).toEqual(keysShape.parse((await call('GET', '/apikeys')).json).apiKeys.map(({ ID }) => ID))
    const tests: readonly (readonly [object, readonly number[]])[] = [
      [{ searchCriteria: [named('s%'), { fieldName: 'roleID', numericValue: 1 }] }, [one.ID, two.ID]],
      [{ searchCriteria: named('s__') }, [one.ID, two.ID]],
      [{ searchCriteria: [named('s%2', { stringWildcards: false })] }, [two.ID]],
      [{ searchCriteria: [named('s_2', { stringWildcards: false })] }, []],
      [{ searchCriteria: [named('s%'), { fieldName: 'expiryDate', nullTest: true }] }, [one.ID]],
      [{ searchCriteria: [{ fieldName: 'expiryDate', firstDateValue: expiryDate, firstDateInclusive: false }] }, []],
      [
        { searchCriteria: [{ fieldName: 'expiryDate', firstDateValue: expiryDate, lastDateValue: expiryDate }] },
        [two.ID],
      ],
    ]
    for (const [filter, due] of tests) expect([filter, await found(filter)]).toEqual([filter, due])
    const paged: number[] = []
    for (let idValue = 0, page = [0]; page.length > 0; idValue = page[0] ?? idValue) {
      page = await found({ maxItems: 1, searchCriteria: [{ idTest: 'greater-than', idValue }] })
      paged.push(...page)
    }
    expect(paged).toEqual(all)
  })

  test('12. a new role with the whole tree and three rights to view', async () => {
    const role = (
      await call('POST', '/roles', {
        name: 'Partial',
        rights: { platformRights: { apikeyRights: { canViewApiKeys: true } } },
      })
    ).json
    expect(role).toMatchObject({
      rights: {
        platformRights: {
          apikeyRights: { canViewApiKeys: true, canDeleteApiKeys: false },
          computerRights: {
            canViewNotRelatedToComputers: true,
            canViewOtherComputers: true,
            canDeleteComputers: false,
          },
          policyRights: { canViewOtherPolicies: true },
        },
        antiMalwareRights: { fileListRights: { canCreateNewFileLists: false } },
      },
    })
  })

  test.each([
    { platformRights: null },
    { platformRights: { apikeyRights: null } },
    { platformRights: { apikeyRights: { canViewApiKeys: null } } },
  ])('12. a role whose rights stay where null is sent: %j', async (rights) => {
    const granted = { platformRights: { apikeyRights: { canViewApiKeys: true } } }
    const role = roleShape.parse((await call('POST', '/roles', { name: JSON.stringify(rights), rights: granted })).json)
    expect(await call('POST', `/roles/${role.ID}`, { rights })).toMatchObject({ status: 200, json: role })
  })

  test.each([{}, { name: null }, { name: '' }, { name: ' ' }])(
    '12. no role without a name: %j is refused in the words of the product',
    async (body) => {
      expect(await call('POST', '/roles', body)).toMatchObject({
        status: 400,
        json: { message: 'Role Name cannot be blank', field: 'name' },
      })
    },
  )

  test('12. a role that keeps what it was given of the flags of the newer product, and says nothing of the others', async () => {
    const given = { allowManageWorkloadSecurityLink: false, allowMigration: true }
    const role = roleShape.parse((await call('POST', '/roles', { name: 'Newer', ...given })).json)
    expect(role).toMatchObject(given)
    const names = Object.keys(role)
    expect(names.slice(names.indexOf('allowWebService') + 1, names.indexOf('rights'))).toEqual(Object.keys(given))
    const changed = await call('POST', `/roles/${role.ID}`, { allowMigration: false })
    expect(changed.json).toEqual({ ...role, allowMigration: false })
    expect((await call('POST', `/roles/${role.ID}`, { description: 'x' })).json).toMatchObject({
      ...given,
      allowMigration: false,
    })
    expect((await call('GET', '/roles/1')).json).not.toHaveProperty('allowMigration')
    await call('POST', `/roles/${role.ID}`, { allowMigration: true })
    const found = async (booleanTest: boolean) => {
      const searchCriteria = [{ fieldName: 'allowMigration', booleanTest }]
      const { json } = await call('POST', '/roles/search', { searchCriteria })
      return z
        .object({ roles: z.array(roleShape) })
        .parse(json)
        .roles.map(({ ID }) => ID)
    }
    expect(await found(true)).toEqual([role.ID])
    expect(await found(false)).toEqual(expect.arrayContaining([1, 2]))
  })

  test('13. role 1 as it is, role 2 to be changed, and none deleted that is in use', async () => {
    expect((await call('POST', '/roles/1', { description: 'x' })).status).toBe(400)
    expect((await call('DELETE', '/roles/1')).status).toBe(400)
    expect((await call('POST', '/roles/2', { description: 'x' })).status).toBe(200)
    await newKey({ keyName: 'holds 2', roleID: 2 })
    expect((await call('DELETE', '/roles/2')).status).toBe(400)
  })

  // 14, the 501st call within a minute, is in rate-limits.test.ts: limits are off here.

  test('15. a key deleted with a body, and gone', async () => {
    const { ID } = await newKey({ keyName: 'deleted' })
    expect(await call('DELETE', `/apikeys/${ID}`, {})).toMatchObject({ status: 204, text: '' })
    expect((await call('GET', `/apikeys/${ID}`)).status).toBe(404)
  })

  test('16. errors in JSON with a message, whatever is wrong', async () => {
    for (const [method, path, body, headers, status] of [
      ['GET', '/nothing', undefined, session, 404],
      ['POST', '/apikeys', { keyName: 5 }, session, 400],
      ['GET', '/apikeys', undefined, {}, 401],
      ['GET', '/apikeys', undefined, { ...byKey, 'api-version': 'v9' }, 400],
      ['GET', '/apikeys', undefined, { cookie: session['cookie'] ?? '' }, 403],
    ] as const)
      expect([path, (await call(method, path, body, headers)).status]).toEqual([path, status])
  })
})
