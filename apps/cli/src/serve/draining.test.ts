import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { sparePort } from '@latchkey/testing'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { buildProduct, buildTimeoutMs, createPlace, password } from '../process-for-tests.ts'
import { call, publicHost } from './two-instances-for-tests.ts'

beforeAll(buildProduct, buildTimeoutMs)
let place: ReturnType<typeof createPlace>
beforeEach(() => void (place = createPlace()))
afterEach(() => place.dispose())

test('a balancer is sent elsewhere at once, while a request that runs has its answer', async () => {
  await place.init()
  const port = await sparePort()
  const behind = ['--public-url', `https://${publicHost}`, '--trust-proxy', '127.0.0.1', '--host', '127.0.0.1']
  const { child, finished } = await place.start([...behind, '--port', String(port)])
  const base = `http://127.0.0.1:${port}`
  expect((await call(base, 'GET', '/readyz')).status).toBe(200)

  const body = JSON.stringify({ userName: 'ada', password })
  const head = `POST /bff/session HTTP/1.1\r\nHost: ${publicHost}\r\nOrigin: https://${publicHost}\r\nX-Csrf: 1\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n`
  const running = connect(port, '127.0.0.1')
  let answer = ''
  running.on('data', (chunk) => (answer += String(chunk)))
  const closed = new Promise((resolve) => running.once('close', resolve))
  running.write(head + body.slice(0, -1))
  await wait(200)

  child.kill('SIGTERM')
  await vi.waitFor(async () => expect((await call(base, 'GET', '/readyz')).status).toBe(503), { timeout: 1_500 })
  expect((await call(base, 'GET', '/livez')).status).toBe(200)
  running.write(body.slice(-1))
  await closed
  expect(answer).toMatch(/^HTTP\/1\.1 200 /)
  expect((await finished).code).toBe(0)
}, 60_000)
