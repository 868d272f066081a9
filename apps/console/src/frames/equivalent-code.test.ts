import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ApiChange } from './api-change.ts'
import { equivalentCode } from './equivalent-code.ts'

const received: { method: string | undefined; url: string | undefined; body: string; secret: unknown }[] = []
const server = createServer((request, response) => void receive(request, response))
let manager: string

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  manager = `http://127.0.0.1:${address.port}`
})

async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  const { method, url, headers } = request
  received.push({ method, url, body: Buffer.concat(chunks).toString(), secret: headers['api-secret-key'] })
  response.end('{}')
}

// In the place of the vendor's libraries: says which of their calls was made, and with what.
const folder = mkdtempSync(join(tmpdir(), 'latchkey-code-'))
const library = join(folder, 'node_modules/@trendmicro/deepsecurity')
mkdirSync(library, { recursive: true })
writeFileSync(
  join(library, 'index.js'),
  `const call = (api, client) => new Proxy({}, { get: (_, name) => async (...given) =>
  [client.basePath, client.authentications.DefaultAuthentication.apiKey, api, name, given] })
const apis = { ApiClient: { instance: { authentications: { DefaultAuthentication: {} } } } }
module.exports = new Proxy(apis, { get: (known, api) => known[api] ?? function (client) { return call(api, client) } })
console.log = (said) => process.stdout.write(JSON.stringify(said) + '\\n')`,
)
writeFileSync(
  join(folder, 'deepsecurity.py'),
  `import json, builtins
class Configuration:
    def __init__(self): self.api_key = {}
ApiClient = lambda configuration: configuration
class Api:
    def __init__(self, name, client): self.name, self.client = name, client
    def __getattr__(self, method):
        secret = self.client.api_key["api-secret-key"]
        return lambda *given: json.dumps([self.client.host, secret, self.name, method, given])
def __getattr__(name):
    if name.startswith("__"): raise AttributeError(name)
    return lambda client: Api(name, client)`,
)
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true })
})

const secret = 'stands in the environment'
async function outputOf(change: ApiChange, id: string, command: string, ...options: readonly string[]) {
  const text = equivalentCode(change).find((sample) => sample.id === id)?.text ?? ''
  const env = { ...process.env, MANAGER: manager, API_SECRET_KEY: secret, PYTHONPATH: folder }
  const { stdout } = await promisify(execFile)(command, [...options, text], { env, cwd: folder })
  return stdout
}
const linesOf = (text: string): unknown[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

const body = { keyName: `it's "$HOME" \`x\` {{ y }} \\n 鍵`, roleID: 2, active: true, parts: [{ on: false }] }
const changes: readonly (readonly [string, ApiChange, string, string, readonly unknown[]])[] = [
  ['New', { method: 'POST', path: '/apikeys', body }, 'APIKeysApi', 'createApiKey', [body]],
  ['Properties', { method: 'POST', path: '/apikeys/7', body }, 'APIKeysApi', 'modifyApiKey', [7, body]],
  ['a new secret', { method: 'POST', path: '/apikeys/7/secretkey' }, 'APIKeysApi', 'replaceApiSecretKey', [7]],
  ['Delete', { method: 'DELETE', path: '/apikeys/7' }, 'APIKeysApi', 'deleteApiKey', [7]],
  ['a user', { method: 'POST', path: '/administrators', body }, 'AdministratorsApi', 'createAdministrator', [body]],
  ['a role', { method: 'POST', path: '/roles/3', body }, 'AdministratorRolesApi', 'modifyAdministratorRole', [3, body]],
  [
    'a tenant’s key',
    { method: 'POST', path: '/tenants/4/apikeys', body },
    'TenantsApi',
    'generateTenantApiSecretKey',
    [4, body],
  ],
  ['settings', { method: 'POST', path: '/systemsettings', body }, 'SystemSettingsApi', 'modifySystemSettings', [body]],
]
const many: ApiChange = { method: 'POST', path: '/apikeys/{ID}', body: { active: false }, IDs: [7, 8] }

describe.each(changes)('%s', (_, change, api, name, given) => {
  test('is sent by curl', async () => {
    received.length = 0
    await outputOf(change, 'curl', 'bash', '-c')
    expect(received).toMatchObject([{ method: change.method, url: `/api${change.path}`, secret }])
    if (change.body) expect(JSON.parse(received[0]?.body ?? '')).toEqual(change.body)
  })
  test('is asked of the Python library', async () => {
    const python = name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    expect(linesOf(await outputOf(change, 'python', 'python3', '-c'))).toEqual([
      [`${manager}/api`, secret, api, python, [...given, 'v1']],
    ])
  })
  test('is asked of the JavaScript library', async () => {
    expect(linesOf(await outputOf(change, 'javascript', process.execPath, '--input-type=module', '-e'))).toEqual([
      [`${manager}/api`, secret, api, name, [...given, 'v1']],
    ])
  })
  test('is a task of Ansible', () => {
    const task = ansibleOf(change)
    expect(task.url).toBe(`{{ lookup('env', 'MANAGER') }}/api${change.path}`)
    expect(task.method).toBe(change.method)
    expect(task.body).toEqual(change.body)
  })
})

test('what is done to many is a loop over their IDs', async () => {
  received.length = 0
  await outputOf(many, 'curl', 'bash', '-ec')
  expect(received.map(({ url, body: sent }) => [url, sent])).toEqual([
    ['/api/apikeys/7', '{"active":false}'],
    ['/api/apikeys/8', '{"active":false}'],
  ])
  const calls = [7, 8].map((ID) => [ID, { active: false }, 'v1'])
  const givenTo = (lines: unknown[]) => lines.map((line) => (Array.isArray(line) ? line.at(-1) : line))
  expect(givenTo(linesOf(await outputOf(many, 'python', 'python3', '-c')))).toEqual(calls)
  const javaScript = await outputOf(many, 'javascript', process.execPath, '--input-type=module', '-e')
  expect(givenTo(linesOf(javaScript))).toEqual(calls)
  const task = ansibleOf(many)
  expect(task.url).toMatch(/\/apikeys\/\{\{ item \}\}$/)
  expect(task.loop).toEqual([7, 8])
})

test('what the libraries cannot do is not said to be done by them', () => {
  const names = equivalentCode({ method: 'POST', path: '/tenants/4/suspend/now' }).map(({ id }) => id)
  expect(names).toEqual(['curl', 'ansible'])
})

test('the secret is in none of them', () => {
  for (const { id, text } of equivalentCode({ method: 'DELETE', path: '/apikeys/7' }))
    if (id === 'latchkey') expect(text).toBe('latchkey keys delete 7 --yes')
    else expect(text).toContain('API_SECRET_KEY')
})

/** Its values are JSON, which YAML holds as it is. */
function ansibleOf(change: ApiChange): Readonly<Record<string, unknown>> {
  const text = equivalentCode(change).find(({ id }) => id === 'ansible')?.text ?? ''
  const valueOf = (name: string): unknown => {
    const [, value] = new RegExp(`^ +${name}: (?:!unsafe )?(.*)$`, 'm').exec(text) ?? []
    return value === undefined || name === 'method' ? value : JSON.parse(value)
  }
  return Object.fromEntries(['url', 'method', 'body', 'loop'].map((name) => [name, valueOf(name)]))
}
