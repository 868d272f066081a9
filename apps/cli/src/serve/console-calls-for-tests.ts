import { randomUUID } from 'node:crypto'
import { get } from 'node:http'
import { rightPaths, rightsTree } from '@latchkey/contract'
import { sparePort } from '@latchkey/testing'
import { z } from 'zod'
import { createPlace, password } from '../process-for-tests.ts'
import { call, publicHost, type Answer } from './two-instances-for-tests.ts'

export type Headers = Readonly<Record<string, string>>
type Given = Readonly<Record<string, number | string>>
const withID = z.object({ ID: z.number() })
const handlesSchema = z.object({ sessions: z.array(z.object({ handle: z.string() })) })

/** The whole product, and every call that its page makes, each about something of its own. */
export async function startConsole() {
  const place = createPlace()
  const { code, complaints } = await place.init('administrator')
  if (code !== 0) throw new Error(complaints)
  const port = await sparePort()
  const outside = ['--public-url', `https://${publicHost}`, '--trust-proxy', '127.0.0.1', '--rate-limits', 'off']
  const { ready } = await place.start([...outside, '--host', '127.0.0.1', '--port', String(port)])
  const page = `http://127.0.0.1:${port}`
  const api = await managerOf(ready.manager)

  let made = 0
  const fresh = (): string => `made-${(made += 1)}`
  const make = async (path: string, body: object): Promise<number> => withID.parse(JSON.parse(await api(path, body))).ID
  const first = { username: 'boss', password }
  const newTenant = (name = fresh()): Promise<number> => make('/tenants', { name, administrator: first })
  /** A role with these rights alone; with none, which anybody may hand on. */
  const newRole = (rights: readonly string[] = []): Promise<number> =>
    make('/roles', { name: fresh(), rights: rightsTree(new Set(rights), rightPaths), allowWebService: true })
  const newUser = async (username = fresh(), roleID?: number): Promise<number> =>
    make('/administrators', { username, password, roleID: roleID ?? (await newRole()) })
  const newKey = async (): Promise<number> => make('/apikeys', { keyName: fresh(), roleID: await newRole() })

  async function signIn(who: { userName: string; tenantName?: string }): Promise<Headers> {
    const { status, cookie, text } = await call(page, 'POST', '/bff/session', {}, { password, ...who })
    if (status !== 200) throw new Error(text)
    return { cookie }
  }
  async function sessionOfAnother(): Promise<string> {
    const userName = fresh()
    const administratorID = await newUser(userName)
    await signIn({ userName })
    const { sessions } = handlesSchema.parse(JSON.parse(await api(`/sessions?administratorID=${administratorID}`)))
    return sessions[0]?.handle ?? ''
  }

  const filled: Readonly<Record<string, () => Promise<string | number>>> = {
    apiKeyID: newKey,
    roleID: newRole,
    administratorID: newUser,
    tenantID: newTenant,
    systemEventID: async () => 1,
    name: async () => 'platformSettingUserPasswordLengthMin',
    sessionID: async () => 'x'.repeat(22),
    handle: sessionOfAnother,
    idempotencyKey: async () => randomUUID(),
  }
  const bodies: Readonly<Record<string, (given: Given) => Promise<object>>> = {
    'POST /session': async () => ({ userName: 'administrator', password: 'wrong' }),
    'POST /setup': async () => ({ token: 'x'.repeat(22), userName: 'second', password }),
    'POST /apikeys/:apiKeyID': async () => ({ description: 'changed' }),
    'POST /issuances create': async () => ({
      operation: 'create',
      ...(await intent()),
      body: { keyName: fresh(), roleID: await newRole() },
    }),
    'POST /issuances newSecret': async (given) => ({
      operation: 'newSecret',
      ...(await intent()),
      apiKeyID: given['apiKeyID'] ?? (await newKey()),
    }),
    'POST /issuances createForTenant': async () => ({
      operation: 'createForTenant',
      ...(await intent()),
      tenantID: await newTenant(),
      body: { keyName: fresh() },
    }),
    'POST /notes/search': async () => ({ apiKeyIDs: [1] }),
    'POST /notes/:apiKeyID': async () => ({ owner: 'somebody' }),
    'POST /roles': async () => ({ name: fresh() }),
    'POST /roles/:roleID': async () => ({ description: 'changed' }),
    'POST /administrators': async () => ({ username: fresh(), password, roleID: await newRole() }),
    'POST /administrators/:administratorID': async () => ({ description: 'changed' }),
    'POST /administrators/current': async () => ({ locale: 'en-US' }),
    'POST /administrators/current/mfa/confirm': async () => ({ mfaCode: '000000' }),
    'POST /administrators/current/mfa/recoverycodes': async () => ({ mfaCode: '000000' }),
    'DELETE /administrators/current/mfa': async () => ({ mfaCode: '000000' }),
    'POST /tenants': async () => ({ name: fresh(), administrator: first }),
    'POST /tenants/:tenantID': async () => ({ description: 'changed' }),
    'POST /systemsettings/:name': async () => ({ value: '9' }),
    'POST /activity/exports': async () => ({ objectKind: 'apiKeys', format: 'csv', count: 0, filter: '' }),
  }

  async function attempt(operation: string, session: Headers, given: Given = {}): Promise<Answer> {
    const [method = '', path = '', which] = operation.split(' ')
    let url = `/bff${path}`
    if (which === 'another') url += `?administratorID=${await newUser()}`
    for (const [part, name = ''] of path.matchAll(/:(\w+)/g))
      url = url.replace(part, String(given[name] ?? (await filled[name]?.())))
    if (path === '/live') return { status: await statusOf(page, url, session), text: '', cookie: '' }
    const usual = method === 'POST' ? async () => ({}) : async () => undefined
    const body = await (bodies[operation] ?? usual)(given)
    if (method !== 'GET' && method !== 'POST' && method !== 'DELETE') throw new Error(operation)
    return await call(page, method, url, session, body)
  }

  return { attempt, signIn, api, newRole, newUser, newTenant, filled, stop: place.dispose }
}

const intent = async () => {
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits'])
  const publicKey = Buffer.from(await crypto.subtle.exportKey('raw', pair.publicKey)).toString('base64')
  return { idempotencyKey: randomUUID(), publicKey }
}

/** Of a stream that does not end. */
const statusOf = (page: string, path: string, headers: Headers): Promise<number> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(page)
    const ours = { host: publicHost, origin: `https://${publicHost}`, 'x-csrf': '1', 'sec-fetch-site': 'same-origin' }
    const asked = get({ hostname, port, path, headers: { ...ours, ...headers }, agent: false }, (response) => {
      response.destroy()
      resolve(response.statusCode ?? 0)
    })
    asked.once('error', reject)
  })

async function managerOf(manager: string) {
  const headers = { 'api-version': 'v1', 'content-type': 'application/json' }
  const answer = await fetch(`${manager}/api/sessions`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ userName: 'administrator', password }),
  })
  const { RID } = z.object({ RID: z.string() }).parse(await answer.json())
  const session = { cookie: answer.headers.getSetCookie().join(';'), rID: RID }
  return async (path: string, body?: object): Promise<string> => {
    const method = body === undefined ? 'GET' : 'POST'
    const given = await fetch(`${manager}/api${path}`, {
      method,
      headers: { ...headers, ...session },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (given.status !== 200) throw new Error(`${method} ${path} was answered ${given.status}: ${await given.text()}`)
    return await given.text()
  }
}
