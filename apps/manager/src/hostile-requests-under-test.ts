import { managerEndpoints, visionOneEndpoints, type Endpoint, type EndpointTable } from '@latchkey/contract'
import fc from 'fast-check'
import { goodBody, number } from './good-bodies-under-test.ts'

interface Operation {
  readonly name: string
  readonly url: string
  readonly endpoint: Endpoint
}

/** One request that began as a good one. */
export interface HostileRequest {
  readonly operation: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly who: 'full' | 'weak' | 'nobody' | 'wrong'
  readonly payload: string | undefined
}

const operationsOf = (table: EndpointTable, prefix: string): Operation[] =>
  Object.values(table).flatMap((group) =>
    Object.values(group).map((endpoint) => ({
      name: `${endpoint.method} ${prefix}${endpoint.path}`,
      url: prefix + endpoint.path,
      endpoint,
    })),
  )
const operations = [...operationsOf(managerEndpoints, '/api'), ...operationsOf(visionOneEndpoints, '/v3.0')]

export function endpointNamed(operation: string): Endpoint {
  const found = operations.find(({ name }) => name === operation)
  if (found === undefined) throw new Error(`There is no operation ${operation}.`)
  return found.endpoint
}

const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)])
const longNumber = 'a number of a million digits'
const hostileValue = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, '', ' ', [], {}, [[]], nested(10), nested(30), longNumber),
  fc.constantFrom<unknown>(0, -1, 1.5, 1e308, 2 ** 31, 2 ** 53, -(2 ** 63), '2', '1e3', '0x10', 'true'),
  fc.constantFrom<unknown>('a\0b', '\ud800', '\udc00\ud800', 'e\u0301', '\u202e', '\ufeff', '%', "'; --", '\\', '\n'),
  fc.constantFrom<unknown>('x'.repeat(255), '\u{1F511}'.repeat(2_100), '__proto__', 'constructor', 'toString'),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.jsonValue({ maxDepth: 3 }),
)
const readOnly = fc.constantFrom('ID', 'tenantID', 'created', 'lastSignIn', 'serviceAccount', 'secretKey', 'rID', 'urn')
const oddName = fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', '', 'max_items', 'fieldName')

const hostilePart = fc.constantFrom('\0', '\ud800', '\u202e', '\n', '\u007f', '%', '\\', 'e\u0301', 'x'.repeat(2_100))

type Change = (body: unknown, at: number) => unknown
/** Something else stands there: what `by` makes of what stood there. */
const changedBy =
  (by: (there: unknown) => unknown): Change =>
  (body, at) =>
    replaced(body, at, by)
const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 4, arbitrary: hostileValue.map((value) => changedBy(() => value)) },
  { weight: 4, arbitrary: hostilePart.map((part) => changedBy((there) => lengthened(there, part))) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.oneof(readOnly, oddName), hostileValue)
      .map(([name, value]) => changedBy((there) => withProperty(there, name, value))),
  },
  { weight: 1, arbitrary: fc.constant(changedBy(() => undefined)) },
)

const lengthened = (there: unknown, part: string): unknown => (typeof there === 'string' ? there + part : there)

/** The place number `at`, counted through the whole tree, holds something else. */
function replaced(tree: unknown, at: number, by: (there: unknown) => unknown): unknown {
  let left = at % countOf(tree)
  const walk = (value: unknown): unknown => {
    if (left-- === 0) return by(value)
    if (Array.isArray(value)) return value.map(walk)
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, walk(inner)]))
  }
  return walk(tree)
}

const countOf = (tree: unknown): number =>
  tree === null || typeof tree !== 'object'
    ? 1
    : Object.values(tree).reduce<number>((sum, inner) => sum + countOf(inner), 1)

const withProperty = (there: unknown, name: string, value: unknown): unknown =>
  there === null || typeof there !== 'object' || Array.isArray(there)
    ? there
    : Object.defineProperty({ ...there }, name, { value, enumerable: true })

const wholeBody = fc.oneof(
  { weight: 12, arbitrary: fc.constant((text: string) => text) },
  {
    weight: 1,
    arbitrary: fc.constant((text: string) => text.replace(/^\{/, '{"keyName":1,"__proto__":{"polluted":1},')),
  },
  { weight: 1, arbitrary: fc.nat({ max: 60 }).map((end) => (text: string) => text.slice(0, end)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('\ufeff', ' ', '[', 'null').map((before) => (text: string) => before + text),
  },
)
const type = fc.oneof(
  { weight: 8, arbitrary: fc.constant('application/json') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'APPLICATION/json;charset=utf-8',
      'application/json\t',
      ' application/json',
      'application/json\t;x',
      '',
      'application/jsonx',
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=a',
    ),
  },
)
/** Stands for a cluster that was made on the way. */
export const someCluster = 'some-cluster'
const settingNames = ['platformSettingActiveSessionsMax', 'platformSettingUserPasswordRequireSpecialCharactersEnabled']

function goodPart({ name, url }: Operation, seed: number): string {
  const [, parameter = ''] = /:(\w+)/.exec(url) ?? []
  if (parameter === 'roleID') return String(1 + (seed % 8))
  if (parameter === 'tenantID') return String(seed % 5)
  if (parameter === 'name') return settingNames[seed % settingNames.length] ?? ''
  if (name.includes('kubernetesClusters')) return someCluster
  const ID = 6 + (seed % 55)
  return parameter === 'id' ? `4c61746b-6579-8000-8000-${ID.toString(16).padStart(12, '0')}` : String(ID)
}
const badPart = fc.option(
  fc.constantFrom('999999', '-6', '06', '6.0', '99999999999', 'abc', '%00', '..%2f6', '%F0%9F', '%e2%82%ac', "6'"),
  { freq: 6 },
)
const query = fc.oneof(
  { weight: 6, arbitrary: fc.constant('') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '?top=0',
      '?top=x&top=1',
      '?skipToken=LTE',
      '?orderBy=%00',
      '?__proto__=1',
      '?asynchronous=1',
      '?%',
    ),
  },
)
const oddHeaders = fc.oneof(
  { weight: 6, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      { 'if-match': '"x"' },
      { 'tmv1-filter': "name eq '\u00c3'" },
      { 'tmv1-filter': '('.repeat(900) },
      { 'api-version': 'v2' },
      { 'api-version': '1' },
      { expect: 'x' },
      { accept: 'text/html' },
    ),
  },
)

// Whatever hashes a password takes a hundred times as long as the rest.
const isSlow = ({ name }: Operation) => /sessions|administrators$|tenants$|setup/.test(name)

export const hostileRequest: fc.Arbitrary<HostileRequest> = fc
  .record({
    operation: fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom(...operations.filter((operation) => !isSlow(operation))) },
      { weight: 1, arbitrary: fc.constantFrom(...operations.filter(isSlow)) },
    ),
    changes: fc.array(fc.tuple(change, fc.nat()), { maxLength: 2 }),
    wholeBody,
    type,
    badPart,
    seed: fc.nat(),
    query,
    oddHeaders,
    who: fc.oneof(
      { weight: 10, arbitrary: fc.constant('full' as const) },
      { weight: 1, arbitrary: fc.constantFrom('weak' as const, 'nobody' as const, 'wrong' as const) },
    ),
  })
  .map(({ operation, changes, who, seed, ...request }) => {
    const body = changes.reduce((changed, [apply, at]) => apply(changed, at), goodBody(operation.name))
    const text = JSON.stringify(body)
      ?.replaceAll(JSON.stringify(longNumber), '9'.repeat(1_000_000))
      .replaceAll(number, String(seed))
    const takesBody = operation.endpoint.method !== 'GET' && text !== undefined
    return {
      operation: operation.name,
      url: operation.url.replace(/:\w+/, request.badPart ?? goodPart(operation, seed)) + request.query,
      headers: { ...request.oddHeaders, ...(takesBody && { 'content-type': request.type }) },
      who,
      payload: takesBody ? request.wholeBody(text) : undefined,
    }
  })
