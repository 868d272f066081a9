import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { buildProduct, buildTimeoutMs, createPlace } from '../process-for-tests.ts'

beforeAll(buildProduct, buildTimeoutMs)
let place: ReturnType<typeof createPlace>
beforeEach(() => void (place = createPlace()))
afterEach(() => place.dispose())

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  // An address of TCP, since it listens on a port.
  return (server.address() as AddressInfo).port
}
const closed = (server: Server) => new Promise((resolve) => server.close(resolve))

describe('a manager elsewhere', () => {
  test('that is none is refused with what it answers', async () => {
    const server = createServer((_, response) => void response.end('<html>'))
    const url = `http://127.0.0.1:${await portOf(server)}`
    const started = ['start', '--data', place.data, '--port', '0', '--manager-url', url]
    const { code, complaints } = await place.run(started)
    expect([code, complaints]).toEqual([1, expect.stringContaining(`What is at ${url} is no manager: it answers 200`)])
    await closed(server)
  })

  test('that is away, or of an old version, is told, and the console starts', async () => {
    const server = createServer((_, response) => {
      response.writeHead(401, { 'content-type': 'application/json', 'x-dsm-version': 'Deep Security/11.3.184' })
      response.end(JSON.stringify({ message: 'Unknown credentials.' }))
    })
    const url = `http://127.0.0.1:${await portOf(server)}`
    const old = await place.start(['--manager-url', url])
    old.child.kill('SIGTERM')
    expect((await old.finished).output).toContain('The manager is Deep Security/11.3.184: before 20.0')
    await closed(server)
    const away = await place.start(['--manager-url', url])
    expect((await fetch(`${away.ready.console}/readyz`)).status).toBe(200)
    away.child.kill('SIGTERM')
    expect((await away.finished).output).toContain(`At ${url} nobody answers now`)
  })
})

test('/metrics counts by route on a port of its own, and names nobody', async () => {
  const probe = createServer()
  const port = await portOf(probe)
  await closed(probe)
  const { child, finished, ready } = await place.start(['--metrics-port', String(port)])
  await fetch(`${ready.console}/bff/apikeys?canary`, { headers: { 'x-csrf': '1', 'sec-fetch-site': 'same-origin' } })
  expect((await fetch(`${ready.console}/metrics`)).status).toBe(404)
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  expect(text).toContain('latchkey_http_request_seconds_count{method="GET",route="/bff/apikeys",status="401"} 1')
  for (const line of ['latchkey_issuances_unknown 0', 'latchkey_browser_sessions 0', 'latchkey_resident_memory_bytes'])
    expect(text).toContain(line)
  expect(text).not.toContain('canary')
  child.kill('SIGTERM')
  expect(await finished).toMatchObject({ code: 0 })
})
