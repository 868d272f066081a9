import { connect, type AddressInfo } from 'node:net'
import { endpoint } from '@latchkey/contract'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { createEdge, createLogger, registerEndpoints } from './index.ts'

const things = {
  list: endpoint({
    method: 'GET',
    path: '/things',
    summary: 'List things',
    access: 'anyone',
    changes: false,
    replies: { 200: z.object({ things: z.array(z.string()) }) },
  }),
  create: endpoint({
    method: 'POST',
    path: '/things',
    summary: 'Create a thing',
    access: 'anyone',
    changes: true,
    body: z.object({ name: z.string() }),
    replies: { 200: z.object({ name: z.string() }) },
  }),
}

let edge: FastifyInstance
let port: number
let reached: string[] = []

beforeAll(async () => {
  edge = createEdge({
    logger: createLogger({ write: () => undefined }),
    bodyBytesMax: 1000,
    hosts: () => ['localhost:80'],
  })
  registerEndpoints(edge, {
    table: { things },
    prefix: '/api',
    authenticate: async () => undefined,
    handlers: {
      things: {
        list: async ({ request }) => {
          reached.push(request.url)
          return { things: [] }
        },
        create: async ({ body }) => {
          reached.push(body.name)
          return body
        },
      },
    },
  })
  await edge.listen({ port: 0, host: '127.0.0.1' })
  port = (edge.server.address() as AddressInfo).port
})
afterAll(() => edge.close())
beforeEach(() => void (reached = []))

const host = 'Host: localhost:80'
const get = (...headers: string[]) => ['GET /api/things HTTP/1.1', host, ...headers, '', ''].join('\r\n')
const post = (headers: string[], body: string) =>
  ['POST /api/things HTTP/1.1', host, 'Content-Type: application/json', ...headers, '', body].join('\r\n')
const smuggled = `GET /api/things?smuggled HTTP/1.1\r\n${host}\r\n\r\n`
const body = '{"name":"a"}'
const withStartLine = (line: string) => `${line}\r\n${host}\r\n\r\n`

/** Everything that is not quite HTTP, or not for us. Nothing of it may reach a handler. */
const malformed: readonly string[] = [
  ...[
    'HELLO',
    'GET',
    'GET /api/things',
    'GET /api/things HTTP/0.9',
    'GET /api/things HTTP/3.0',
    'GET /api/things JUNK/1.1',
    'GET /api/things HTTP/1.1 ',
    'GET /api/things HTTP/2.0',
    'GET /api/things HTTP/1.2',
    'GET /api/things http/1.1',
    'GET /api/things HTTP/1.1.1',
    'GET /api/\0things HTTP/1.1',
    'GET /api/ things HTTP/1.1',
    'get /api/things HTTP/1.1',
    'G\x01T /api/things HTTP/1.1',
    'TRACE /api/things HTTP/1.1',
    'TRACK /api/things HTTP/1.1',
    'DEBUG /api/things HTTP/1.1',
    'PROPFIND /api/things HTTP/1.1',
    'PURGE /api/things HTTP/1.1',
    'CONNECT /api/things HTTP/1.1',
    'CONNECT localhost:80 HTTP/1.1',
    'PRI * HTTP/2.0',
    'OPTIONS * HTTP/1.1',
    'PUT /api/things HTTP/1.1',
    'PATCH /api/things HTTP/1.1',
    'GET /api/things/../things HTTP/1.1',
    'GET /api/%2e%2e/api/things HTTP/1.1',
    'GET /api//things HTTP/1.1',
    'GET //api/things HTTP/1.1',
    'GET \\api\\things HTTP/1.1',
    'GET /api/things%2f HTTP/1.1',
    'GET /api/things/ HTTP/1.1',
    'GET /api/things;a=1 HTTP/1.1',
    'GET /api/things%00 HTTP/1.1',
    'GET /api/things%zz HTTP/1.1',
    'GET /API/things HTTP/1.1',
    'GET http://evil.example/api/things HTTP/1.1',
    'GET https://localhost:80/api/thing HTTP/1.1',
    'GET ftp://x/ HTTP/1.1',
    'GET http://localhost:80/api/things HTTP/1.1',
    'GET localhost:80/api/things HTTP/1.1',
    'GET ?x HTTP/1.1',
    'GET * HTTP/1.1',
    'GET /__proto__ HTTP/1.1',
    'GET /constructor/prototype HTTP/1.1',
    `GET /api/things?${'q'.repeat(2100)} HTTP/1.1`,
    `GET /${'p'.repeat(9000)} HTTP/1.1`,
  ].map(withStartLine),
  ...[
    '',
    'localhost',
    'localhost:81',
    'localhost:080',
    'localhost:80.',
    'localhost.:80',
    ' localhost:80 x',
    'evil.example',
    'evil.example:80',
    'localhost:80@evil.example',
    'user@localhost:80',
    'localhost:80, evil.example',
    'localhost:80;evil',
    'localhost%3a80',
    '127.0.0.1:80',
    '[::1]:80',
    '0.0.0.0:80',
    '0x7f000001:80',
    '2130706433:80',
    'localhost:80/x',
    'localhost:80?x',
    'localhost:80#x',
    'localhost:',
    ':80',
    'null',
    'localhost:80:80',
    'localhost\t:80',
    '\xef\xbd\x8cocalhost:80',
  ].map((name) => `GET /api/things HTTP/1.1\r\nHost: ${name}\r\n\r\n`),
  'GET /api/things HTTP/1.1\r\n\r\n',
  ...['Host', 'Cookie', 'Origin', 'Content-Type', 'X-CSRF', 'api-secret-key', 'rID'].map((name) =>
    get(`${name}: a`, `${name.toUpperCase()}: b`),
  ),
  ...['r_id', 'x_csrf', 'api_secret_key', 'X_Forwarded_For', 'Content_Length'].map((name) => get(`${name}: 1`)),
  ...['br', 'gzip', 'deflate', 'identity, gzip', 'x'].map((coding) =>
    post([`Content-Encoding: ${coding}`, `Content-Length: ${body.length}`], body),
  ),
  ...[
    'X : 1',
    'X\t: 1',
    ' X: 1',
    'X',
    ': 1',
    'X\0: 1',
    'X: a\0b',
    'X: a\x01b',
    'X(: 1',
    'X y: 1',
    'X: a\r b: c',
    'X: a\rb: c',
    'X: 1\r\n folded',
    'X: 1\r\n\tfolded',
    'é: 1',
  ].map((line) => get(line)),
  get(...Array.from({ length: 2000 }, (_, index) => `x-${index}: 1`)),
  get(`X: ${'y'.repeat(9000)}`),
  ...[
    ['Content-Length: 2', 'Content-Length: 3'],
    ['Content-Length: 12', 'Content-Length: 12'],
    ['Content-Length: 12, 12'],
    ['Content-Length: +12'],
    ['Content-Length: -1'],
    ['Content-Length: 0x0c'],
    ['Content-Length: 1e1'],
    ['Content-Length: 12 12'],
    ['Content-Length: twelve'],
    ['Content-Length: 99999999999999999999'],
    ['Content-Length: 12', 'Transfer-Encoding: chunked'],
    ['Transfer-Encoding: chunked', 'Content-Length: 12'],
    ['Transfer-Encoding: chunked, identity'],
    ['Transfer-Encoding: identity, chunked, identity'],
    ['Transfer-Encoding: xchunked'],
    ['Transfer-Encoding: chunked;x'],
    ['Transfer-Encoding: chunked', 'Transfer-Encoding: identity'],
    ['Transfer-Encoding : chunked'],
    ['Transfer-Encoding: \x0bchunked'],
    ['Transfer-Encoding:\r\n chunked'],
    ['Transfer_Encoding: chunked', 'Content-Length: 0'],
  ].map((headers) => post(headers, body + smuggled)),
  ...[
    'zz\r\nxxxx\r\n0\r\n\r\n',
    '-1\r\n\r\n',
    'c \r\n{"name":"a"}\r\n0\r\n\r\n',
    '0x0c\r\n{"name":"a"}\r\n0\r\n\r\n',
    'c\n{"name":"a"}\n0\n\n',
    'c\r\n{"name":"a"}x\r\n0\r\n\r\n',
    'b\r\n{"name":"a"}\r\n0\r\n\r\n',
    'fffffffffffffffff\r\n{"name":"a"}\r\n0\r\n\r\n',
    '\r\n{"name":"a"}\r\n0\r\n\r\n',
  ].map((chunks) => post(['Transfer-Encoding: chunked'], chunks + smuggled)),
  'GET /api/things HTTP/1.1\nHost: localhost:80\n\n',
  `GET /api/things HTTP/1.1\r\n${host}\n\r\n`,
  `GET /api/things HTTP/1.1\r${host}\r\r`,
  'POST /api/things HTTP/1.1\r\nHost: localhost:80\r\nContent-Type: text/plain\r\nContent-Length: 12\r\n\r\n{"name":"a"}',
  post(['Content-Length: 1001'], 'x'.repeat(1001)),
  post(['Expect: a miracle', `Content-Length: ${body.length}`], body),
  '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
  '\0\0\0\0',
  '\xff\xfe\xfd',
]

/** What comes back until the other side closes, or for as long as an answer may take. */
function exchange(message: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(Buffer.from(message, 'latin1')))
    let text = ''
    socket.on('data', (chunk) => (text += chunk.toString('latin1')))
    socket.on('close', () => resolve(text))
    socket.on('error', () => undefined)
    socket.setTimeout(3000, () => socket.destroy())
  })
}

test('there are as many malformed messages as we claim', () => {
  expect(malformed.length).toBeGreaterThanOrEqual(150)
})

test('none of them reaches a handler, and each is cut or refused in JSON', async () => {
  const { pid } = process
  const odd: string[] = []
  for (const message of malformed) {
    reached = []
    const answer = await exchange(message)
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1] ?? 0)
    const isRefused = answer === '' || (status >= 400 && status < 500) || [501, 505].includes(status)
    const isSaidInJson = answer === '' || /content-type: application\/json\r\n[^]*\r\n\{"message":"[^"]+"/i.test(answer)
    if (!isRefused || !isSaidInJson || reached.length > 0)
      odd.push(`${JSON.stringify(message.slice(0, 120))} → ${status} ${reached.join(' ')}`)
    expect(await exchange(get('Connection: close'))).toMatch(/^HTTP\/1\.1 200 /)
  }
  expect(odd).toEqual([])
  expect(process.pid).toBe(pid)
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

test('a name of ours is ours in capitals too', async () => {
  const answer = await exchange(get('Connection: close').replace('localhost', 'LocalHost'))
  expect(answer).toMatch(/^HTTP\/1\.1 200 /)
})

test('what came behind a whole request on one connection is answered in its order', async () => {
  const answers = await exchange(get() + get() + get('Connection: close'))
  expect(answers.match(/HTTP\/1\.1 200 /g)).toHaveLength(3)
})
