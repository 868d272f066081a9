import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { get } from 'node:https'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { buildProduct, buildTimeoutMs, createPlace, tooOpen } from '../process-for-tests.ts'

beforeAll(buildProduct, buildTimeoutMs)
let place: ReturnType<typeof createPlace>
beforeEach(() => void (place = createPlace()))
afterEach(() => place.dispose())

const statusOf = (url: string, ca: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    get(url, { ca, agent: false }, (answer) => resolve(answer.resume().statusCode)).once('error', reject)
  })

test('OpenSSL accepts the certificate for every name', async () => {
  expect(await place.run(['certificate', '--data', place.data, '--host', 'keys.example,10.0.0.5'])).toMatchObject({
    code: 0,
  })
  const file = (name: string) => join(place.data, 'tls', name)
  const names = [
    '-verify_hostname localhost',
    '-verify_ip 127.0.0.1',
    '-verify_ip ::1',
    '-verify_hostname keys.example',
    '-verify_ip 10.0.0.5',
  ]
  for (const name of names) {
    const given = [
      'verify',
      '-x509_strict',
      '-purpose',
      'sslserver',
      '-CAfile',
      file('ca.pem'),
      ...name.split(' '),
      file('server.pem'),
    ]
    expect(execFileSync('openssl', given).toString()).toContain('OK')
  }
  expect(tooOpen(place.data)).toEqual([])
})

test('is replaced only when asked to', async () => {
  await place.run(['certificate', '--data', place.data])
  const before = readFileSync(join(place.data, 'tls/ca.pem'), 'utf8')
  expect(await place.run(['certificate', '--data', place.data])).toMatchObject({
    code: 1,
    complaints: expect.stringContaining('--replace'),
  })
  expect(await place.run(['certificate', '--data', place.data, '--replace'])).toMatchObject({ code: 0 })
  expect(readFileSync(join(place.data, 'tls/ca.pem'), 'utf8')).not.toBe(before)
})

test('--tls puts both listeners on it', async () => {
  const refused = await place.run(['start', '--data', place.data, '--tls'])
  expect(refused).toMatchObject({ code: 1, complaints: expect.stringContaining('run "latchkey certificate" first') })
  await place.run(['certificate', '--data', place.data])
  const ca = readFileSync(join(place.data, 'tls/ca.pem'), 'utf8')
  const { ready } = await place.start(['--tls'])
  for (const address of [ready.console, ready.manager]) {
    expect(new URL(address).protocol).toBe('https:')
    expect(await statusOf(`${address}/livez`, ca)).toBe(200)
    await expect(fetch(`${address}/livez`)).rejects.toThrow()
    await expect(fetch(`${address.replace('https', 'http')}/livez`)).rejects.toThrow()
  }
})
