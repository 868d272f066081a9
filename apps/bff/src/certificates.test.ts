import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer, type TlsOptions } from 'node:tls'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { startBff } from './bff-under-test.ts'
import { checkManager } from './build-app.ts'
import { password } from './stand-in-manager-for-tests.ts'

let folder = ''
const openssl = (...given: string[]) => void execFileSync('openssl', given, { cwd: folder, stdio: 'pipe' })
const pem = (name: string) => readFileSync(join(folder, name), 'utf8')
const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']

function makeAuthority(name: string): void {
  openssl(
    'req',
    '-x509',
    ...curve,
    '-keyout',
    `${name}.key`,
    '-out',
    `${name}.pem`,
    '-subj',
    `/CN=${name}`,
    '-days',
    '2',
  )
}
function makeCertificate(name: string, authority: string, host: string, days: string): void {
  const names = `subjectAltName=${host}`
  openssl('req', ...curve, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`, '-addext', names)
  const signed = ['-CA', `${authority}.pem`, '-CAkey', `${authority}.key`, '-copy_extensions', 'copy']
  openssl('x509', '-req', '-in', `${name}.csr`, ...signed, '-days', days, '-out', `${name}.pem`)
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-certificates-'))
  for (const authority of ['ours', 'theirs']) makeAuthority(authority)
  makeCertificate('good', 'ours', 'IP:127.0.0.1', '2')
  makeCertificate('expired', 'ours', 'IP:127.0.0.1', '-1')
  makeCertificate('misnamed', 'ours', 'DNS:other.example', '2')
  makeCertificate('foreign', 'theirs', 'IP:127.0.0.1', '2')
})
afterEach(() => void vi.unstubAllEnvs())
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A listener that speaks TLS with this certificate, and keeps every byte that comes after the handshake. */
async function listenWith(certificate: string, given: TlsOptions = {}) {
  const received: Buffer[] = []
  const server = createServer(
    { key: pem(`${certificate}.key`), cert: pem(`${certificate}.pem`), ...given },
    (socket) => {
      socket.on('error', () => undefined)
      socket.on('data', (bytes) => {
        received.push(bytes)
        const body = JSON.stringify({ message: 'Unknown credentials.' })
        socket.end(
          `HTTP/1.1 401 Unauthorized\r\ncontent-type: application/json\r\nx-dsm-version: Deep Security/20.0.1\r\ndate: ${new Date().toUTCString()}\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
        )
      })
    },
  )
  server.on('tlsClientError', () => undefined)
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  // An address of TCP, since it listens on a port.
  const { port } = server.address() as AddressInfo
  return { received, url: `https://127.0.0.1:${port}`, stop: () => new Promise((resolve) => server.close(resolve)) }
}

const refusals: readonly (readonly [name: string, certificate: string, given: TlsOptions, said: RegExp])[] = [
  ['has expired', 'expired', {}, /has expired/],
  ['is for another host', 'misnamed', {}, /is not for 127\.0\.0\.1/],
  ['is signed by another authority', 'foreign', {}, /no authority that is trusted here/],
  ['is signed by itself', 'theirs', {}, /no authority that is trusted here/],
  [
    'comes over TLS 1.1',
    'good',
    { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' },
    /safe|broke/,
  ],
]

describe('a manager whose certificate', () => {
  test.each(refusals)(
    '%s gets no byte of anybody, and the start says what is wrong',
    async (name, certificate, given, said) => {
      const manager = await listenWith(certificate, given)
      const bff = await startBff({ manager: { url: manager.url, ca: pem('ours.pem') } })
      const answer = await bff.signIn()
      expect(answer.statusCode).toBe(name === 'comes over TLS 1.1' ? answer.statusCode : 503)
      expect(answer.statusCode).toBeGreaterThanOrEqual(502)
      expect(answer.body).not.toContain(password)
      expect(Buffer.concat(manager.received).toString()).toBe('')
      const [finding] = await checkManager({ url: manager.url, ca: pem('ours.pem') }, Date.now)
      expect(finding?.what).toMatch(said)
      const fingerprint = execFileSync(
        'openssl',
        ['x509', '-in', `${certificate}.pem`, '-noout', '-fingerprint', '-sha256'],
        { cwd: folder },
      )
      if (name !== 'comes over TLS 1.1') expect(finding?.what).toContain(fingerprint.toString().trim().split('=')[1])
      expect(Buffer.concat(manager.received).toString()).toBe('')
      await bff.stop()
      await manager.stop()
    },
  )

  test.each(refusals.slice(0, 4))(
    '%s gets nothing either where the environment says that no certificate is to be checked',
    async (_name, certificate) => {
      vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
      const manager = await listenWith(certificate)
      const bff = await startBff({ manager: { url: manager.url, ca: pem('ours.pem') } })
      expect((await bff.signIn()).statusCode).toBe(503)
      await checkManager({ url: manager.url, ca: pem('ours.pem') }, Date.now)
      expect(Buffer.concat(manager.received).toString()).toBe('')
      await bff.stop()
      await manager.stop()
    },
  )

  test('is signed by the authority that was named is asked, and nothing is said against it', async () => {
    const manager = await listenWith('good')
    expect(await checkManager({ url: manager.url, ca: pem('ours.pem') }, Date.now)).toEqual([])
    expect(Buffer.concat(manager.received).toString()).toContain('GET /api/apikeys HTTP/1.1')
    await manager.stop()
  })

  test('is not looked at where it is as it should be: the clock is', async () => {
    const manager = await listenWith('good')
    const at = { url: manager.url, ca: pem('ours.pem') }
    expect(await checkManager(at, () => Date.now() - 90_000)).toMatchObject([
      { level: 'warning', what: expect.stringMatching(/is (89|90|91) s ahead of ours/) },
    ])
    await manager.stop()
    expect(await checkManager(at, Date.now)).toMatchObject([
      { level: 'warning', what: expect.stringContaining('nobody answers now') },
    ])
  })
})
