import { describe, expect, expectTypeOf, test } from 'vitest'
import {
  apiKeySchema,
  bffEndpoints,
  createApiKeySchema,
  enrolledMfaSchema,
  heldRights,
  issuedApiKeySchema,
  locales,
  managerEndpoints,
  modifyApiKeySchema,
  overlayRights,
  pageSizeMax,
  recoveryCodesSchema,
  rightPaths,
  rights,
  rightsTree,
  routesOf,
  searchFilterSchema,
  successStatus,
  timeZoneNames,
  timeZoneSchema,
  visionOneEndpoints,
  type ApiKey,
  type Endpoint,
} from './index.ts'

const endpointsOf = (table: Readonly<Record<string, Readonly<Record<string, Endpoint>>>>) =>
  Object.entries(table).flatMap(([group, named]) =>
    Object.entries(named).map(([name, endpoint]) => ({ name: `${group}.${name}`, endpoint })),
  )
const visionOne = endpointsOf(visionOneEndpoints)
const everyEndpoint = [...endpointsOf(managerEndpoints), ...endpointsOf(bffEndpoints)]

describe('the endpoint table', () => {
  test.each([...everyEndpoint, ...visionOne])('$name declares a success and every refusal', ({ endpoint }) => {
    expect(successStatus(endpoint)).toBeLessThan(300)
    const statuses = Object.keys(endpoint.replies).map(Number)
    expect(statuses).toEqual(expect.arrayContaining([400, 401, 403, 405, 413, 415, 421, 429, 500, 503]))
    if (endpoint.params) expect(statuses).toContain(404)
    if (endpoint.changes) expect(statuses).toContain(507)
  })

  test('only replies marked secret carry a secret', () => {
    const secrets: unknown[] = [issuedApiKeySchema, enrolledMfaSchema, recoveryCodesSchema]
    for (const { name, endpoint } of everyEndpoint) {
      const carriesSecret = Object.values(endpoint.replies).some((reply) => secrets.includes(reply))
      expect([name, endpoint.secret === true]).toEqual([name, carriesSecret])
    }
  })

  test('of Vision One, only new keys and new clusters carry one', () => {
    expect(visionOne.filter(({ endpoint }) => endpoint.secret).map(({ name }) => name)).toEqual([
      'apiKeys.create',
      'clusters.create',
    ])
  })

  test('no two endpoints of a table share method and path', () => {
    for (const table of [managerEndpoints, bffEndpoints, visionOneEndpoints]) {
      const addresses = endpointsOf(table).map(({ endpoint }) => `${endpoint.method} ${endpoint.path}`)
      expect(new Set(addresses).size).toBe(addresses.length)
    }
  })

  test('plain routes hold no schema', () => {
    const routes = routesOf(bffEndpoints)
    expect(JSON.parse(JSON.stringify(routes))).toEqual(routes)
    expect(routes.apiKeys.list).not.toHaveProperty('replies')
  })
})

describe('an API key', () => {
  test('cannot carry its secret when it is listed', () => {
    expectTypeOf<ApiKey>().not.toHaveProperty('secretKey')
    expect(Object.keys(apiKeySchema.shape)).not.toContain('secretKey')
  })

  test('is written in the order of the wire', () => {
    expect(Object.keys(issuedApiKeySchema.shape).slice(-3)).toEqual(['secretKey', 'serviceAccount', 'ID'])
  })

  test('may be asked for as the official samples do', () => {
    const body = { keyName: ' ci ', roleID: '2', active: 'false', expiryDate: null, ID: 9, secretKey: 'chosen' }
    expect(createApiKeySchema.parse(body)).toEqual({ keyName: 'ci', roleID: 2, active: false })
  })

  test.each([
    ['a missing role', { keyName: 'ci' }],
    ['a blank name', { keyName: '  ', roleID: 1 }],
    ['a name with a control character', { keyName: 'a\u0007b', roleID: 1 }],
    ['a name with a lone surrogate', { keyName: 'a\ud800', roleID: 1 }],
    ['a name that is too long', { keyName: 'a'.repeat(255), roleID: 1 }],
    ['a language the product has not', { keyName: 'ci', roleID: 1, locale: 'de-DE' }],
    ['a zone in the wrong case', { keyName: 'ci', roleID: 1, timeZone: 'europe/berlin' }],
    ['a number where a flag belongs', { keyName: 'ci', roleID: 1, active: 1 }],
    ['a fraction of a millisecond', { keyName: 'ci', roleID: 1, expiryDate: 1.5 }],
  ])('is refused with %s', (_, body) => {
    expect(createApiKeySchema.safeParse(body).success).toBe(false)
  })

  test('changes nothing when nothing is sent', () => {
    for (const body of [{}, null, undefined, { keyName: null }]) expect(modifyApiKeySchema.parse(body)).toEqual({})
  })
})

describe('rights', () => {
  test('are the 182 that the facts list, 160 of them on premises', () => {
    expect(new Set(rightPaths).size).toBe(182)
    expect(rights.filter(({ onPremises }) => onPremises)).toHaveLength(160)
    expect(rights.filter(({ auditor }) => auditor).map(({ path }) => path)).toEqual([
      'platformRights.computerRights.canViewNotRelatedToComputers',
      'platformRights.computerRights.canViewOtherComputers',
      'platformRights.policyRights.canViewOtherPolicies',
    ])
  })

  test('survive the way to the wire and back', () => {
    const held = new Set(rightPaths.filter((_, index) => index % 3 === 0))
    expect(heldRights(rightsTree(held))).toEqual(held)
  })

  test('given in part leave the rest, and unknown names do nothing', () => {
    const [first = '', second = ''] = rightPaths
    const [module = '', group = '', right = ''] = first.split('.')
    const result = overlayRights(new Set([second]), { [module]: { [group]: { [right]: true, canFly: true } } })
    expect(result).toEqual(new Set([first, second]))
  })
})

describe('a search', () => {
  test.each([undefined, null, {}])('for %j means everything', (body) => {
    expect(searchFilterSchema.parse(body)).toEqual({ maxItems: pageSizeMax, searchCriteria: [], sortByObjectID: false })
  })

  test('takes one criterion where an array is meant, and snake case', () => {
    const criterion = { fieldName: 'keyName', stringValue: 'ci%' }
    expect(searchFilterSchema.parse({ max_items: '7', search_criteria: criterion })).toEqual({
      maxItems: 7,
      searchCriteria: [criterion],
      sortByObjectID: false,
    })
  })

  test('answers 5,000 at most', () => {
    expect(searchFilterSchema.parse({ maxItems: 0 }).maxItems).toBe(5000)
    expect(searchFilterSchema.parse({ maxItems: 9999 }).maxItems).toBe(5000)
    expect(searchFilterSchema.safeParse({ maxItems: -1 }).success).toBe(false)
  })
})

test('time zones are known by their names, old ones too', () => {
  for (const name of ['Europe/Berlin', 'US/Eastern', 'Asia/Calcutta', 'Etc/UTC', 'SystemV/PST8PDT'])
    expect(timeZoneSchema.parse(name)).toBe(name)
  expect(timeZoneSchema.safeParse('Mars/Olympus').success).toBe(false)
})

// A manager's database writes them into lists as they are.
test('names of time zones and languages are in JSON what they are', () => {
  for (const name of [...timeZoneNames, ...locales]) expect(JSON.stringify(name)).toBe(`"${name}"`)
})
