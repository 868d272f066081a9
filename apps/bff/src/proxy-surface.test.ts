import { bffEndpoints, type Endpoint } from '@latchkey/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ours, startBff, type BffUnderTest } from './bff-under-test.ts'

let bff: BffUnderTest
let session: Readonly<Record<string, string>>
beforeAll(async () => {
  bff = await startBff()
  session = await bff.session()
})
afterAll(() => bff.stop())

const methods = ['GET', 'POST', 'DELETE', 'PUT', 'OPTIONS', 'HEAD'] as const
/** Everything the table lets reach the manager, and what the BFF asks of its own. */
const declared =
  /^(?:GET|POST) \/api\/(?:apikeys|roles|administrators|tenants|systemsettings)$|^POST \/api\/(?:apikeys|roles|administrators|tenants|systemevents)\/search$|^(?:GET|POST|DELETE) \/api\/(?:apikeys|roles|administrators|tenants)\/\d+$|^(?:GET|POST|DELETE) \/api\/systemsettings\/[A-Za-z0-9]+$|^(?:GET|POST|DELETE) \/api\/administrators\/current(?:\/mfa(?:\/confirm|\/recoverycodes)?)?$|^GET \/api\/sessions(?:\?administratorID=\d+)?$|^DELETE \/api\/sessions\/(?:current|[0-9a-f]{32})$|^POST \/api\/(?:sessions|apikeys\/\d+\/secretkey)$|^DELETE \/rest\/session$/

const up = ['..', '%2e%2e', '%2E%2e', '.%2e', '..%2f', '..%5c', '%252e%252e', '..;', '%c0%ae%c0%ae', '．．']
const bases = [
  '/bff/apikeys',
  '/bff/apikeys/2',
  '/bff/roles/1',
  '/bff/systemsettings/platformX',
  '/bff/administrators/current',
]
const targets = ['tenants/0/apikeys', 'apikeys/2/secretkey', 'administrators/1', 'rest/session']
const hostile = [
  ...bases.flatMap((base) => up.flatMap((step) => targets.map((target) => `${base}/${step}/${target}`))),
  ...[';a=b', '%00', '%0d%0aX: 1', '%20', '%09', '\\', '/', '//', '?', '%3f', '%23', '@evil', ':80'].flatMap((piece) =>
    bases.map((base) => `${base}${piece}`),
  ),
  '//evil.example/api/apikeys',
  '/bff//apikeys',
  '/bff/./apikeys',
  '/bff/http://evil.example/',
  '/bff/http:%2f%2fevil.example%2f',
  '/bff/apikeys/2e0',
  '/bff/apikeys/0x2',
  '/bff/apikeys/2.0',
  '/bff/apikeys/-2',
  '/bff/apikeys/2%2c3',
  '/bff/apikeys/99999999999999999999',
  '/bff/apikeys/current',
  '/bff/apikeys/current/secretkey',
  '/bff/apikeys/2/secretkey',
  '/bff/tenants/1/apikeys',
  '/bff/../api/apikeys',
  '/api/apikeys',
  '/rest/authentication/login',
  '/v3.0/iam/apiKeys',
  '/bff/managersessions/current',
  `/bff/managersessions/${'a'.repeat(31)}`,
  '/bff/systemsettings/a%2fb',
  '/bff/systemsettings/..',
  '/BFF/apikeys',
  '/bff/APIKEYS',
  '/bff/apikeys%2fsearch',
  '/bff/apikeys/search/x',
]

describe('the way to the manager', () => {
  test(`is closed to ${hostile.length} hostile paths, whatever the method`, async () => {
    expect(hostile.length).toBeGreaterThan(290)
    for (const path of hostile)
      for (const method of methods) {
        bff.time.now += 30
        const answer = await bff.call(method, path, session, method === 'POST' ? {} : undefined)
        expect([path, method, answer.statusCode < 500 || answer.statusCode === 502]).toEqual([path, method, true])
      }
    // Refused for what they are, not because nobody was signed in.
    expect((await bff.call('GET', '/bff/session', session)).statusCode).toBe(200)
    const reached = bff.manager.seen.map(({ method, path }) => `${method} ${path}`)
    expect(reached.filter((request) => !declared.test(request))).toEqual([])
    expect(reached.filter((request) => /secretkey|tenants\/\d+\/apikeys|rest/.test(request))).toEqual([])
  }, 120_000)

  test('carries headers of our own alone, whatever the browser sends', async () => {
    const smuggled = {
      'api-secret-key': '1:AAAA',
      rid: 'theirs',
      'x-forwarded-for': '10.0.0.1',
      'x-forwarded-host': 'evil.example',
      connection: 'rid, x-secret',
      'x-secret': '1',
      'user-agent': 'evil',
      'accept-encoding': 'gzip',
      authorization: 'Bearer x',
      'x-http-method-override': 'DELETE',
      'api-version': 'v9',
    }
    const before = bff.manager.seen.length
    await bff.call('GET', '/bff/apikeys/2', {
      ...session,
      ...smuggled,
      cookie: `sID=planted; ${session['cookie'] ?? ''}`,
    })
    await bff.call('POST', '/bff/apikeys/2', { ...session, ...smuggled }, { description: 'x' })
    const [read, change] = bff.manager.seen.slice(before)
    const [[sID = '', RID = ''] = []] = bff.manager.live
    const own = Object.fromEntries([
      ['accept', 'application/json'],
      ['accept-encoding', 'identity'],
      ['api-version', 'v1'],
      ['connection', 'keep-alive'],
      ['cookie', `sID=${sID}`],
      ['host', new URL(bff.manager.url).host],
      ['rID', RID],
    ])
    const body = Object.fromEntries([
      ['content-length', '19'],
      ['content-type', 'application/json'],
    ])
    expect(Object.fromEntries(read?.headers ?? [])).toEqual(own)
    expect(Object.fromEntries(change?.headers ?? [])).toEqual({ ...own, ...body })
    // Each once, so that nothing is lost by the comparison.
    expect([read?.headers.length, change?.headers.length]).toEqual([7, 9])
  })

  test('has an address for every endpoint of the table, and for no other method', async () => {
    const endpoints: readonly Endpoint[] = Object.values(bffEndpoints).flatMap((group) => Object.values(group))
    for (const { path } of endpoints) {
      const known = endpoints.filter((other) => other.path === path).map(({ method }) => method)
      const url = `/bff${path
        .replace(/:handle/, 'a'.repeat(32))
        .replace(/:name/, 'x')
        .replace(/:idempotencyKey/, crypto.randomUUID())
        .replace(/:\w+/, '1')}`
      for (const method of methods.filter((one) => !known.some((other) => other === one))) {
        const answer = await bff.call(method, url, ours)
        expect([method, url, answer.statusCode]).toEqual([method, url, 405])
        expect(answer.headers['allow']?.split(', ').toSorted()).toEqual(known.toSorted())
      }
    }
  })

  test.each(['/bff/apikeys', '/bff/session', '/bff/activity/search'])(
    'answers %s only to a page of ours',
    async (path) => {
      const method = path.endsWith('search') ? 'POST' : 'GET'
      const { 'x-csrf': _mark, ...unmarked } = session
      const { 'sec-fetch-site': _site, origin: _origin, ...placeless } = session
      const forged: readonly Readonly<Record<string, string>>[] = [
        unmarked,
        { ...session, 'x-csrf': '0' },
        { ...session, 'sec-fetch-site': 'cross-site' },
        { ...session, 'sec-fetch-site': 'same-site' },
        { ...session, 'sec-fetch-site': 'none' },
        { ...session, origin: 'null' },
        { ...session, origin: 'http://localhost:81' },
        { ...session, origin: 'https://localhost:80' },
      ]
      const reached = bff.manager.seen.length
      for (const headers of forged)
        expect((await bff.call(method, path, headers, method === 'POST' ? {} : undefined)).statusCode).toBe(403)
      if (method === 'POST') {
        expect((await bff.call('POST', path, placeless, {})).statusCode).toBe(403)
        expect((await bff.call('POST', path, { ...session, 'content-type': 'text/plain' }, '{}')).statusCode).toBe(415)
      }
      expect(bff.manager.seen).toHaveLength(reached)
    },
  )

  test('begins no session for another site', async () => {
    const answer = await bff.signIn({ ...ours, 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' })
    expect([answer.statusCode, answer.headers['set-cookie']]).toEqual([403, undefined])
  })
})
