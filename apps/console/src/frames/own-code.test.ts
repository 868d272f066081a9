import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ownCode, type OwnChange } from './own-code.ts'

const received: string[] = []
const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const { method, url, headers } = request
    const body = Buffer.concat(chunks).toString()
    received.push([method, url, headers['rid'] ?? '-', headers.cookie ?? '-', body].join(' '))
    response.setHeader('set-cookie', 'sID=a-session; Path=/; HttpOnly')
    response.end('{"administratorID":5,"RID":"a-rid"}')
  })
})
let MANAGER: string
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  MANAGER = `http://127.0.0.1:${address.port}`
})
afterAll(() => server.close())

const textOf = (change: OwnChange, id: string) => ownCode(change).find((sample) => sample.id === id)?.text ?? ''
const password: OwnChange = {
  signIn: { userName: `o'brien` },
  hasFactor: false,
  calls: [{ method: 'POST', path: '/administrators/current', body: { currentPassword: 'PASSWORD', fullName: `it's` } }],
}
const factor: OwnChange = {
  signIn: { userName: 'mori', tenantName: 'branch' },
  hasFactor: true,
  calls: [{ method: 'DELETE', path: '/administrators/current/mfa', body: { mfaCode: 'NEXT_CODE' }, asks: 'NEXT_CODE' }],
}

test('curl signs in, does it in that session, and signs out', async () => {
  received.length = 0
  await promisify(execFile)('bash', ['-ec', textOf(password, 'curl')], { env: { ...process.env, MANAGER } })
  expect(received).toEqual([
    `POST /api/sessions - - {"userName":"o'brien","password":"PASSWORD"}`,
    `POST /api/administrators/current a-rid sID=a-session {"currentPassword":"PASSWORD","fullName":"it's"}`,
    'DELETE /api/sessions/current a-rid sID=a-session ',
  ])
})

test('a code that has to be waited for is asked for when it is needed', async () => {
  received.length = 0
  const script = `printf '123456\\n' | { ${textOf(factor, 'curl')}\n}`
  await promisify(execFile)('bash', ['-ec', script], { env: { ...process.env, MANAGER } })
  expect(received.slice(0, 2)).toEqual([
    'POST /api/sessions - - {"tenantName":"branch","userName":"mori","password":"PASSWORD","mfaCode":"CODE"}',
    'DELETE /api/administrators/current/mfa a-rid sID=a-session {"mfaCode":"123456"}',
  ])
})

test('Ansible does the same, and asks with a pause', () => {
  const text = textOf(factor, 'ansible')
  expect(text.match(/url: .*/g)).toEqual([
    `url: "{{ lookup('env', 'MANAGER') }}/api/sessions"`,
    `url: "{{ lookup('env', 'MANAGER') }}/api/administrators/current/mfa"`,
    `url: "{{ lookup('env', 'MANAGER') }}/api/sessions/current"`,
  ])
  expect(text).toContain('body: {"mfaCode":"{{ asked.user_input }}"}')
  expect(text.indexOf('builtin.pause')).toBeLessThan(text.indexOf('current/mfa'))
  expect(textOf(password, 'ansible')).toContain('!unsafe {"currentPassword":"PASSWORD"')
})
