import type { Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { startBff, type BffUnderTest } from './bff-under-test.ts'
import { openTab } from './tab-for-tests.ts'

const stray = 'what belongs to somebody else'
const timeouts = { headersMs: 400, idleMs: 400, answerMs: 900, streamMs: 900 }
const budgetMs = 2_500
const jsonType = 'content-type: application/json'
const head = (status: string, ...headers: string[]) => `HTTP/1.1 ${status}\r\n${headers.join('\r\n')}\r\n\r\n`
const whole = (status: string, body: string, type = jsonType) =>
  head(status, type, `content-length: ${Buffer.byteLength(body)}`) + body
const refused = (status: string, message: string) => whole(status, JSON.stringify({ message }))

interface Fault {
  readonly name: string
  readonly strike: (socket: Socket) => void
  /** What is answered to a read, and to a change with what it says of the change. */
  readonly read: number
  readonly change: readonly [status: number, changed: 'no' | 'maybe' | undefined]
}
const maybe = (status: number) => [status, 'maybe'] as const
const raw = (text: string) => (socket: Socket) => void socket.write(text)
/** A whole answer, and then no more on this line. */
const said = (text: string) => (socket: Socket) => void socket.end(text)
const cutAfter = (text: string) => (socket: Socket) => void socket.write(text, () => socket.resetAndDestroy())
const fault = (name: string, strike: Fault['strike'], read: number, change: Fault['change']): Fault => ({
  name,
  strike,
  read,
  change,
})

const faults: readonly Fault[] = [
  fault('resets before it answers', (socket) => void socket.resetAndDestroy(), 502, maybe(502)),
  fault('closes before it answers', (socket) => void socket.end(), 502, maybe(502)),
  fault('resets in the headers', cutAfter('HTTP/1.1 200 OK\r\ncontent-le'), 502, maybe(502)),
  fault(
    'resets in the body',
    cutAfter(`${head('200 OK', jsonType, 'content-length: 500')}{"apiKeys":[`),
    502,
    maybe(502),
  ),
  fault('says nothing', () => undefined, 504, maybe(504)),
  fault('stalls in the headers', raw('HTTP/1.1 200 OK\r\ncontent-'), 504, maybe(504)),
  fault('stalls in the body', raw(`${head('200 OK', jsonType, 'content-length: 500')}{"a":`), 504, maybe(504)),
  fault('drips a byte at a time', drip, 504, maybe(504)),
  fault('promises more than it sends', cutAfter(`${head('200 OK', jsonType, 'content-length: 9')}{}`), 502, maybe(502)),
  fault(
    'breaks a chunk',
    raw(`${head('200 OK', jsonType, 'transfer-encoding: chunked')}ZZ\r\n{}\r\n`),
    502,
    maybe(502),
  ),
  fault(
    'gives two lengths',
    raw(`${head('200 OK', jsonType, 'content-length: 2', 'content-length: 3')}{}`),
    502,
    maybe(502),
  ),
  fault('speaks no HTTP', raw('hello\r\n\r\n'), 502, maybe(502)),
  fault('answers in HTML', said(whole('200 OK', '<html></html>', 'content-type: text/html')), 502, maybe(502)),
  fault('answers without a type', said(head('200 OK', 'content-length: 2') + '{}'), 502, maybe(502)),
  fault('packs its answer', packed, 502, maybe(502)),
  fault(
    'sends ten thousand headers',
    raw(head('200 OK', ...Array.from({ length: 10_000 }, (_, at) => `x-${at}: 1`))),
    502,
    maybe(502),
  ),
  fault(
    'sends on elsewhere',
    said(head('302 Found', 'location: http://127.0.0.1:1/', 'content-length: 0')),
    502,
    maybe(502),
  ),
  fault('announces for ever', announce, 504, maybe(504)),
  fault('answers 403', said(refused('403 Forbidden', 'Not authorized.')), 403, [403, undefined]),
  fault('answers 409', said(refused('409 Conflict', 'In use.')), 400, [400, undefined]),
  fault('answers 429', said(refused('429 Too Many', 'Too many API requests.')), 429, [429, undefined]),
  fault('answers 500', said(refused('500 Error', 'It broke.')), 502, maybe(502)),
  fault('answers 503', said(refused('503 Away', 'Later.')), 503, maybe(503)),
  fault('answers 500 in HTML', said(whole('500 Error', '<h1>', 'content-type: text/html')), 502, maybe(502)),
]

function drip(socket: Socket): void {
  const text = Array.from(`${head('200 OK', jsonType, 'content-length: 500')}${' '.repeat(500)}`)
  const timer = setInterval(() => void socket.write(text.shift() ?? ' '), 20)
  socket.once('close', () => clearInterval(timer))
}
function announce(socket: Socket): void {
  const timer = setInterval(() => void socket.write('HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n'), 5)
  socket.once('close', () => clearInterval(timer))
}
function packed(socket: Socket): void {
  const body = gzipSync(Buffer.alloc(1024 * 1024, '0'))
  socket.write(head('200 OK', jsonType, 'content-encoding: gzip', `content-length: ${body.length}`))
  socket.end(body)
}

describe('where the manager', () => {
  let bff: BffUnderTest
  let session: Readonly<Record<string, string>>
  beforeEach(async () => {
    bff = await startBff({}, undefined, timeouts)
    session = await bff.session()
  })
  afterEach(() => bff.stop())
  const asked = (request: string) =>
    bff.manager.seen.filter(({ method, path }) => `${method} ${path}` === request).length

  test.each(faults)(
    '$name, each call has its own answer in time, and nothing is sent twice',
    async ({ strike, read, change }) => {
      const struck: readonly (readonly [string, string, object | undefined])[] = [
        ['GET', '/apikeys', undefined],
        ['POST', '/apikeys/2', { active: false }],
      ]
      for (const [method, path, body] of struck) {
        bff.manager.tell(`${method} /api${path}`, ({ socket }) => socket && strike(socket))
        const began = performance.now()
        const answer = await bff.call(method === 'GET' ? 'GET' : 'POST', `/bff${path}`, session, body)
        expect(performance.now() - began).toBeLessThan(budgetMs)
        const { message, changed, requestID } = answer.json<Record<string, string>>()
        expect([answer.statusCode, changed, message]).toEqual(
          method === 'GET' ? [read, undefined, expect.any(String)] : [...change, expect.any(String)],
        )
        expect(requestID).toBeDefined()
        expect(asked(`${method} /api${path}`)).toBe(1)
      }
      expect((await bff.call('GET', '/bff/apikeys/2', session)).json()).toMatchObject({ ID: 2 })
      expect(bff.lines.join('')).not.toMatch(/sID=|"rID"/)
    },
  )

  test('answers twice, or more than it said, nobody gets what was not for them', async () => {
    const strays = [
      whole('200 OK', '{"apiKeys":[]}') + whole('200 OK', JSON.stringify({ stray })),
      head('200 OK', jsonType, 'content-length: 14') + `{"apiKeys":[]}${JSON.stringify({ stray })}`,
    ]
    for (const text of strays) {
      bff.manager.tell('GET /api/apikeys', ({ socket }) => void socket?.end(text))
      const first = await bff.call('GET', '/bff/apikeys', session)
      expect([first.statusCode, first.body]).toEqual([200, '{"apiKeys":[]}'])
      for (const ID of [1, 2, 3, 1, 2, 3]) {
        const { body } = await bff.call('GET', `/bff/apikeys/${ID}`, session)
        expect(JSON.parse(body)).toMatchObject({ ID })
        expect(body).not.toContain(stray)
      }
    }
  })

  test('is gone, a read is tried again and a change is surely not done', async () => {
    await bff.manager.stop()
    // The line that was open breaks first; whatever comes after cannot connect.
    await vi.waitFor(async () => expect((await bff.call('GET', '/bff/apikeys', session)).statusCode).toBe(503))
    const change = await bff.call('POST', '/bff/apikeys/2', session, { active: false })
    expect([change.statusCode, change.json()]).toMatchObject([503, { changed: 'no' }])
    const issuance = await bff.call('POST', '/bff/issuances', session, (await openTab()).create('ci'))
    expect([issuance.statusCode, issuance.json()]).toMatchObject([503, { changed: 'no' }])
  })

  test('answers a change with more than can be read at once, it is cut', async () => {
    bff.manager.tell('POST /api/apikeys/2', ({ socket }) => {
      socket?.write(head('200 OK', jsonType, `content-length: ${50 << 20}`))
      socket?.write(Buffer.alloc(50 << 20, ' '))
    })
    const answer = await bff.call('POST', '/bff/apikeys/2', session, { active: false })
    expect([answer.statusCode, answer.json()]).toMatchObject([502, { changed: 'maybe' }])
  })

  test.each([
    ['17', '17'],
    ['Wed, 21 Oct 2026 07:28:00 GMT', '1'],
    ['99999999', '3600'],
    ['-5', '1'],
  ])('says to wait (%s), the browser is told so (%s)', async (given, told) => {
    bff.manager.tell('POST /api/apikeys/2', (response) => {
      const headers = { 'content-type': 'application/json', 'retry-after': given }
      response.writeHead(429, headers).end('{"message":"Too many API requests."}')
    })
    const answer = await bff.call('POST', '/bff/apikeys/2', session, { active: true })
    expect([answer.statusCode, answer.headers['retry-after'], answer.json()]).toMatchObject([
      429,
      told,
      { message: 'Too many API requests.' },
    ])
  })

  test('says 401, the browser is told once, and its session is over', async () => {
    bff.manager.tell('GET /api/apikeys', ({ socket }) => void socket?.write(refused('401 Unauthorized', 'Unknown.')))
    const answer = await bff.call('GET', '/bff/apikeys', session)
    expect([answer.statusCode, answer.json()]).toMatchObject([401, { reason: 'session-ended' }])
    expect((await bff.call('GET', '/bff/apikeys', session)).json()).not.toHaveProperty('reason')
    expect(asked('GET /api/apikeys')).toBe(1)
  })

  test.each(faults.filter(({ change }) => change[1] === 'maybe'))(
    '$name at an issuance, it is found out',
    async ({ strike }) => {
      bff.manager.tell('POST /api/apikeys', ({ socket }) => socket && strike(socket))
      const answer = await bff.call('POST', '/bff/issuances', session, (await openTab()).create('ci'))
      expect([answer.statusCode, answer.json()]).toMatchObject([200, { status: 'unknown' }])
      expect(asked('POST /api/apikeys')).toBe(1)
    },
  )
})
