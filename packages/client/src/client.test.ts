import { managerEndpoints, routesOf, type ApiKey } from '@latchkey/contract'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { CallError, createClient } from './index.ts'

function clientOf(answer: (request: Request) => Response | Promise<Response>) {
  const requests: Request[] = []
  const client = createClient<typeof managerEndpoints>(routesOf(managerEndpoints), {
    baseUrl: 'https://manager.example/api',
    headers: () => ({ 'api-version': 'v1' }),
    fetch: async (input) => {
      const request = input instanceof Request ? input : new Request(input)
      requests.push(request.clone())
      return answer(request)
    },
  })
  return { client, requests }
}
const failure = async (promise: Promise<unknown>) => {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof CallError)) throw new Error('no CallError', { cause: error })
  return error
}

describe('a call', () => {
  test('is built from the table', async () => {
    const { client, requests } = clientOf(() => Response.json({ apiKeys: [] }))
    const answer = await client.apiKeys.search({ body: { maxItems: 5 } })
    expectTypeOf(answer.apiKeys).toEqualTypeOf<ApiKey[]>()
    const [request] = requests
    expect(request?.url).toBe('https://manager.example/api/apikeys/search')
    expect(request?.headers.get('api-version')).toBe('v1')
    expect(await request?.json()).toEqual({ maxItems: 5 })
  })

  test('sends no body where none is given, and takes 204 for an answer', async () => {
    const { client, requests } = clientOf(() => new Response(null, { status: 204 }))
    expect(await client.apiKeys.remove({ params: { apiKeyID: '7' } })).toBeUndefined()
    expect(requests[0]?.headers.has('content-type')).toBe(false)
    expect(requests[0]?.url).toMatch(/\/apikeys\/7$/)
  })

  test('cannot leave its path', async () => {
    const { client, requests } = clientOf(() => Response.json({}))
    await client.apiKeys.describe({ params: { apiKeyID: '../roles?x=' } })
    expect(new URL(requests[0]?.url ?? '').pathname).toBe('/api/apikeys/..%2Froles%3Fx%3D')
  })
})

test('what a call takes is what its endpoint takes', async () => {
  const { client, requests } = clientOf(() => Response.json({}))
  await client.apiKeys.create({ body: { keyName: 'a', roleID: '1', active: true } })
  await client.apiKeys.search({ body: { searchCriteria: { fieldName: 'keyName', stringValue: 'a%' } } })
  const slips = () => [
    // @ts-expect-error -- a slip of the pen
    client.apiKeys.create({ body: { keyname: 'a', roleID: 1 } }),
    // @ts-expect-error -- no key is without a role
    client.apiKeys.create({ body: { keyName: 'a' } }),
    // @ts-expect-error -- a right is in a group of a module
    client.roles.create({ body: { name: 'a', rights: { platformRights: true } } }),
    // @ts-expect-error -- no test of a search
    client.apiKeys.search({ body: { searchCriteria: [{ fieldName: 'keyName', stringTest: 'like' }] } }),
    // @ts-expect-error -- which key?
    client.apiKeys.describe(),
    // @ts-expect-error -- a list has no body
    client.apiKeys.list({ body: {} }),
  ]
  expect([requests.length, slips.length]).toEqual([2, 0])
})

test('what may be left away may be left away, and an ID goes into the path as answers give it', async () => {
  const { client, requests } = clientOf(() => Response.json({}))
  await client.apiKeys.search()
  await client.apiKeys.modify({ params: { apiKeyID: 7 } })
  await client.apiKeys.replaceSecret({ params: { apiKeyID: 7 } })
  await client.sessions.list()
  await client.tenants.create({ body: { name: 'a', administrator: { username: 'b', password: 'c' } } })
  expect(requests.map(({ url }) => new URL(url).pathname)).toEqual([
    '/api/apikeys/search',
    '/api/apikeys/7',
    '/api/apikeys/7/secretkey',
    '/api/sessions',
    '/api/tenants',
  ])
})

describe('a failure', () => {
  test('carries what the server said', async () => {
    const { client } = clientOf(() =>
      Response.json({ message: 'No.', reason: 'expired', requestID: 'r1' }, { status: 403 }),
    )
    expect(await failure(client.apiKeys.list())).toMatchObject({
      message: 'No.',
      status: 403,
      reason: 'expired',
      requestID: 'r1',
      changed: 'no',
    })
  })

  test.each([
    ['a lost answer to a change', () => Promise.reject(new TypeError('reset')), 'maybe'],
    ['a 500 to a change', () => new Response('<html>', { status: 500 }), 'maybe'],
    ['a full disk', () => Response.json({ message: 'full' }, { status: 507 }), 'no'],
    ['half an answer', () => new Response('{"keyName"'), 'maybe'],
  ] as const)('says after %s whether something may have changed', async (_, answer, changed) => {
    const { client } = clientOf(answer)
    const error = await failure(client.apiKeys.create({ body: { keyName: 'a', roleID: 1 } }))
    expect(error.changed).toBe(changed)
  })

  test('of a read never changed anything', async () => {
    const { client } = clientOf(() => Promise.reject(new TypeError('reset')))
    expect((await failure(client.apiKeys.list())).changed).toBe('no')
  })
})
