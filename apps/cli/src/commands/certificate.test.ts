import { execFileSync } from 'node:child_process'
import { chmodSync, readFileSync } from 'node:fs'
import { get } from 'node:https'
import { join } from 'node:path'
import { connect, type ConnectionOptions } from 'node:tls'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { buildProduct, buildTimeoutMs, createPlace, tooOpen } from '../process-for-tests.ts'

beforeAll(buildProduct, buildTimeoutMs)
let place: ReturnType<typeof createPlace>
beforeEach(() => void (place = createPlace()))
afterEach(() => place.dispose())

const statusOf = (url: string, ca: string, host = new URL(url).host): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    get(url, { ca, agent: false, headers: { host } }, (answer) => resolve(answer.resume().statusCode)).once(
      'error',
      reject,
    )
  })

test('OpenSSL accepts the certificate for every name', async () => {
  const made = await place.run(['certificate', '--data', place.data, '--host', 'keys.example,10.0.0.5'])
  expect(made).toMatchObject({ code: 0 })
  expect(made.output).toContain(`start --tls --host keys.example,10.0.0.5 --data ${place.data}\n`)
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

test('a name beside every address is one to be called by, not another door', async () => {
  const given = ['--host', '0.0.0.0,keys.example']
  await place.run(['certificate', '--data', place.data, ...given])
  await place.init()
  const { ready } = await place.start(['--tls', ...given])
  const { hostname, port } = new URL(ready.console)
  expect(hostname).toBe('keys.example')
  const ca = readFileSync(join(place.data, 'tls/ca.pem'), 'utf8')
  expect(await statusOf(`https://127.0.0.1:${port}/livez`, ca, `keys.example:${port}`)).toBe(200)
})

test('--tls speaks no suite and no group but the good ones', async () => {
  await place.run(['certificate', '--data', place.data])
  const { ready } = await place.start(['--tls'])
  const ca = readFileSync(join(place.data, 'tls/ca.pem'), 'utf8')
  const spoken = (address: string, how: ConnectionOptions) =>
    new Promise<string>((resolve) => {
      const { hostname, port } = new URL(address)
      const socket = connect({ host: hostname, port: Number(port), servername: hostname, ca, ...how })
      socket.once('error', ({ code = '' }: NodeJS.ErrnoException) => resolve(code))
      socket.once('secureConnect', () => {
        resolve(`${socket.getProtocol()} ${socket.getCipher().name}`)
        socket.destroy()
      })
    })
  for (const address of [ready.console, ready.manager]) {
    const of12 = (ciphers: string) => spoken(address, { ciphers, maxVersion: 'TLSv1.2' })
    expect(await spoken(address, {})).toBe('TLSv1.3 TLS_AES_256_GCM_SHA384')
    expect(await of12('ALL')).toBe('TLSv1.2 ECDHE-ECDSA-AES256-GCM-SHA384')
    for (const suite of ['CHACHA20-POLY1305', 'AES128-GCM-SHA256'])
      expect(await of12(`ECDHE-ECDSA-${suite}`)).toBe(`TLSv1.2 ECDHE-ECDSA-${suite}`)
    for (const weak of ['ECDHE-ECDSA-AES128-SHA256', 'ECDHE-ECDSA-AES256-SHA', 'ECDHE-ECDSA-AES128-CCM'])
      expect([weak, await of12(weak)]).toEqual([weak, 'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE'])
    expect(await spoken(address, { ecdhCurve: 'P-521' })).toBe('ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE')
  }
})

test('--tls puts both listeners on it', async () => {
  const refused = await place.run(['start', '--data', place.data, '--tls'])
  expect(refused).toMatchObject({
    code: 1,
    complaints: expect.stringContaining(`certificate --data ${place.data}" first`),
  })
  await place.run(['certificate', '--data', place.data])
  chmodSync(join(place.data, 'tls/server.pem'), 0o644)
  const wide = await place.run(['start', '--data', place.data, '--tls'])
  expect(wide).toMatchObject({ code: 1, complaints: expect.stringContaining('can be read by others (mode 644)') })
  chmodSync(join(place.data, 'tls/server.pem'), 0o600)
  const ca = readFileSync(join(place.data, 'tls/ca.pem'), 'utf8')
  const { ready } = await place.start(['--tls'])
  for (const address of [ready.console, ready.manager]) {
    expect(new URL(address).protocol).toBe('https:')
    expect(await statusOf(`${address}/livez`, ca)).toBe(200)
    await expect(fetch(`${address}/livez`)).rejects.toThrow()
    await expect(fetch(`${address.replace('https', 'http')}/livez`)).rejects.toThrow()
  }
})
