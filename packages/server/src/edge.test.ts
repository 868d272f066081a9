import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { bffEndpoints, endpoint, readRefusals, Refusal } from '@latchkey/contract'
import { afterEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createEdge, createLogger, RawJson, registerEndpoints } from './index.ts'

const lines: string[] = []
const edges: ReturnType<typeof createEdge>[] = []
afterEach(async () => {
  lines.length = 0
  for (const edge of edges.splice(0)) await edge.close()
})

const table = {
  things: {
    list: endpoint({
      method: 'GET',
      path: '/things',
      summary: 'List',
      access: 'anyone',
      changes: false,
      replies: { 200: z.object({ things: z.array(z.object({ ID: z.int() })) }), ...readRefusals },
    }),
    describe: endpoint({
      method: 'GET',
      path: '/things/:thingID',
      summary: 'Describe',
      access: 'anyone',
      changes: false,
      params: z.object({ thingID: z.string().regex(/^\d+$/).transform(Number) }),
      replies: { 200: z.object({ ID: z.int() }), ...readRefusals },
    }),
    create: endpoint({
      method: 'POST',
      path: '/things',
      summary: 'Create',
      access: 'anyone',
      changes: true,
      body: z.object({ name: z.string() }),
      replies: { 200: z.object({ ID: z.int() }), ...readRefusals },
    }),
  },
}

function start(over: { list?: () => Promise<RawJson | { things: { ID: number }[] }> } = {}) {
  const edge = createEdge({
    logger: createLogger({ write: (line) => void lines.push(line) }),
    bodyBytesMax: 1000,
    hosts: () => ['localhost:80'],
  })
  edges.push(edge)
  registerEndpoints(edge, {
    table,
    prefix: '/api',
    authenticate: async (request) => {
      if (request.headers['x-refuse']) throw new Refusal(401, 'Who are you?')
      return undefined
    },
    handlers: {
      things: {
        list: over.list ?? (async () => ({ things: [{ ID: 1, secretKey: 'never' }] })),
        describe: async ({ params }) => ({ ID: params.thingID }),
        create: async () => ({ ID: 2 }),
      },
    },
  })
  return edge
}

describe('routes from the table', () => {
  test('answer only what their schema names', async () => {
    const answer = await start().inject({ url: '/api/things' })
    expect(answer.json()).toEqual({ things: [{ ID: 1 }] })
    expect(answer.headers['content-type']).toMatch(/^application\/json/)
  })

  test('send raw JSON as it is', async () => {
    const answer = await start({ list: async () => new RawJson('{"things":[]}') }).inject({ url: '/api/things' })
    expect(answer.body).toBe('{"things":[]}')
  })

  test.each([
    ['/api/things/abc', 'GET', 404],
    ['/api/nothing', 'GET', 404],
    ['/api/things/1', 'PUT', 405],
    ['/api/things', 'DELETE', 405],
  ] as const)('%s %s is %i', async (url, method, status) => {
    const answer = await start().inject({ url, method })
    expect(answer.statusCode).toBe(status)
    expect(answer.json()).toHaveProperty('message')
    if (status === 405) expect(answer.headers['allow']).toContain('GET')
  })

  test.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'TRACE'] as const)(
    '%s is 405 where it is not known, whatever body comes with it',
    async (method) => {
      for (const payload of ['{', 'x'.repeat(2000), '']) {
        const answer = await start().inject({
          method,
          url: '/api/things',
          payload,
          headers: { 'content-type': 'application/json' },
        })
        expect([answer.statusCode, answer.headers['allow']]).toEqual([405, 'GET, POST'])
      }
    },
  )

  test('authenticate before they look at the body', async () => {
    const answer = await start().inject({
      method: 'POST',
      url: '/api/things',
      headers: { 'x-refuse': '1' },
      payload: { name: 1 },
    })
    expect(answer.statusCode).toBe(401)
  })

  test.each([
    [{ name: 7 }, { message: 'name: must be text', field: 'name' }],
    [{}, { message: 'name: is missing', field: 'name' }],
    [[], { message: 'The body must be an object' }],
  ])('name the field that is wrong in %j', async (payload, told) => {
    const answer = await start().inject({ method: 'POST', url: '/api/things', payload })
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject(told)
  })

  test('stop the start without their handler, and with one too many', () => {
    const edge = createEdge({ logger: createLogger({ write: () => {} }), bodyBytesMax: 1, hosts: () => [] })
    edges.push(edge)
    const authenticate = async () => undefined
    // @ts-expect-error -- the type says so too; this is what a build without types does
    expect(() => registerEndpoints(edge, { table, prefix: '/a', authenticate, handlers: { things: {} } })).toThrow(
      'things.list has no handler',
    )
    const one = async () => ({ ID: 1 })
    const handlers = { things: { list: async () => ({ things: [] }), describe: one, create: one, extra: one } }
    expect(() => registerEndpoints(edge, { table, prefix: '/b', authenticate, handlers })).toThrow(
      'things.extra is for no endpoint',
    )
    expect(bffEndpoints.apiKeys.list.path).toBe('/apikeys')
  })
})

describe('the edge', () => {
  test('masks what it does not know', async () => {
    const list = async () => Promise.reject(new Error('SELECT secret FROM keys'))
    const answer = await start({ list }).inject({ url: '/api/things' })
    expect(answer.statusCode).toBe(500)
    expect(answer.body).not.toContain('SELECT')
    expect(lines.join('')).toContain('SELECT secret')
    expect(answer.json()).toHaveProperty('requestID')
  })

  test('answers only for its own hosts', async () => {
    const answer = await start().inject({ url: '/api/things', headers: { host: 'evil.example' } })
    expect(answer.statusCode).toBe(421)
  })

  test('takes a part of the path for what it is, however long it may be', async () => {
    const answer = await start().inject({ url: `/api/things/${'x'.repeat(1000)}` })
    expect([answer.statusCode, answer.json()]).toMatchObject([404, { message: 'There is nothing at this address.' }])
  })

  test('refuses a large body, a broken one and another type', async () => {
    const edge = start()
    const post = (payload: string, type: string) =>
      edge.inject({ method: 'POST', url: '/api/things', payload, headers: { 'content-type': type } })
    expect((await post(JSON.stringify({ name: 'x'.repeat(2000) }), 'application/json')).statusCode).toBe(413)
    expect((await post('{', 'application/json')).statusCode).toBe(400)
    expect((await post('a=b', 'application/x-www-form-urlencoded')).statusCode).toBe(415)
  })

  test.each([
    ['two Host headers', 'GET /api/things HTTP/1.1\r\nHost: localhost:80\r\nHost: b\r\n\r\n', 400],
    ['a header name with an underscore', 'GET /api/things HTTP/1.1\r\nHost: localhost:80\r\nr_id: 1\r\n\r\n', 400],
    ['a line that is no request', 'HELLO\r\n\r\n', 400],
    ['headers of 9 KiB', `GET /api/things HTTP/1.1\r\nHost: localhost:80\r\nx: ${'y'.repeat(9000)}\r\n\r\n`, 431],
    [
      'two lengths',
      'POST /api/things HTTP/1.1\r\nHost: localhost:80\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}',
      400,
    ],
  ])('answers %s on a raw socket', async (_, message, status) => {
    const edge = start()
    await edge.listen({ port: 0, host: '127.0.0.1' })
    const address = edge.server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    expect(await exchange(address.port, message)).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  })

  test.each([
    ['GET', { message: 'This took longer than the server waits: nothing was changed.' }],
    ['POST', { message: expect.stringContaining('not known'), changed: 'maybe' }],
  ] as const)('says of a %s that it waits for no longer what became of it', async (method, problem) => {
    const edge = createEdge({
      logger: createLogger({ write: (line) => void lines.push(line) }),
      bodyBytesMax: 1000,
      hosts: () => ['localhost:80'],
    })
    edges.push(edge)
    edge.route({ method, url: '/slow', handlerTimeout: 20, handler: () => new Promise(() => undefined) })
    const answer = await edge.inject({ method, url: '/slow' })
    expect([answer.statusCode, answer.json()]).toEqual([503, { ...problem, requestID: expect.any(String) }])
  })

  test('names the request in every line, also where the cause comes after the answer', async () => {
    const edge = createEdge({
      logger: createLogger({ write: (line) => void lines.push(line) }),
      bodyBytesMax: 1000,
      hosts: () => ['localhost:80'],
    })
    edges.push(edge)
    const slow = async () => {
      await wait(40)
      throw new Error('the database went away')
    }
    edge.get('/slow', { handlerTimeout: 20 }, slow)
    const { requestID } = (await edge.inject({ url: '/slow' })).json<{ requestID: string }>()
    await expect.poll(() => lines.join('')).toContain('the database went away')
    expect(lines.map((line) => JSON.parse(line))).toEqual(lines.map(() => expect.objectContaining({ requestID })))
    expect(lines.join('').match(/"requestID"/g)).toHaveLength(lines.length)
  })

  test('logs why, down to what failed first, and nothing of what it was about', () => {
    const first = Object.assign(new Error('connect refused by postgres://me:word@host/db'), {
      code: 'ECONNREFUSED',
      query: 'INSERT …',
    })
    const error = new Error('cannot be reached', { cause: new Error('no connection', { cause: first }) })
    createLogger({ write: (line) => void lines.push(line) }).error({ err: error }, 'failed')
    expect(JSON.parse(lines.join(''))).toMatchObject({
      err: {
        message: 'cannot be reached',
        cause: {
          name: 'Error',
          message: 'no connection',
          cause: { code: 'ECONNREFUSED', message: 'connect refused by postgres://me:[removed]@host/db' },
        },
      },
    })
    expect(lines.join('')).not.toContain('INSERT')
    const quoting = new Error('unreadable', { cause: new SyntaxError('Unexpected token in "hunter2"') })
    createLogger({ write: (line) => void lines.push(line) }).error({ err: quoting }, 'failed')
    expect(lines.join('')).not.toContain('hunter2')
  })

  test('keeps credentials out of its log', () => {
    const secret = `8:${Buffer.alloc(32, 7).toString('base64')}`
    createLogger({ write: (line) => void lines.push(line) }).info(
      { note: secret, url: '/x?sID=ABC&b=1', password: 'hunter2', database: 'postgres://me:wo@rd@host/db' },
      'said',
    )
    const line = lines.join('')
    for (const word of [secret, 'ABC', 'hunter2', 'wo@', 'rd@']) expect(line).not.toContain(word)
    expect(JSON.parse(line)).toHaveProperty('msg', 'said')
  })
})

function exchange(port: number, message: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(message))
    socket.setTimeout(3000, () => socket.destroy(new Error('no answer')))
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk.toString()
      socket.destroy()
    })
    socket.on('close', () => resolve(text))
    socket.on('error', reject)
  })
}
