import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sparePort } from '@latchkey/testing'
import { z } from 'zod'
import { startCuttingProxy, type Fault } from './cutting-proxy-for-tests.ts'
import { startKillable } from './killable-for-tests.ts'

const root = join(import.meta.dirname, '../../..')
const product = join(root, 'apps/cli/dist/latchkey.js')
export const password = 'correct horse battery'
/** Shorter than the product's, so that a run is one of seconds: a line that stalls shows only by waiting. */
const issuance = { leaseMs: 25_000, settleMs: 1_000, retryMs: 200, waitMs: 2_000, recoverMs: 1_000 }
const timeouts = { headersMs: 4_000, idleMs: 4_000, answerMs: 5_000, streamMs: 15_000, signOutMs: 500 }

/** A manager and a BFF, each in a process that can be killed, and a line between them that can be cut. */
export async function startServers(
  profile: 'full' | 'stock',
  faultOnTheWayToManager: (request: string) => Fault | undefined,
) {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-once-'))
  const [managerPort, consolePort, bffPort] = [await sparePort(), await sparePort(), await sparePort()]
  const data = join(folder, 'manager')
  const passwordFile = join(folder, 'password')
  const consoleFolder = join(folder, 'page')
  mkdirSync(join(consoleFolder, 'assets'), { recursive: true })
  writeFileSync(join(consoleFolder, 'index.html'), '<!doctype html>')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  const init = ['init', '--data', data, '--admin', 'ada', '--password-file', passwordFile]
  execFileSync(process.execPath, [product, ...init], { stdio: 'pipe' })
  const started = ['start', '--data', data, '--port', String(consolePort), '--manager-port', String(managerPort)]
  const manager = await startKillable([product, ...started, '--profile', profile, '--rate-limits', 'off'], (output) =>
    output.includes(String(managerPort)),
  )
  const line = await startCuttingProxy({
    target: () => managerPort,
    hostName: () => `127.0.0.1:${managerPort}`,
    faultFor: faultOnTheWayToManager,
  })
  const given = {
    port: bffPort,
    database: { url: `sqlite:${join(folder, 'console.sqlite')}`, schema: 'console' },
    manager: { url: `http://127.0.0.1:${line.port}`, timeouts },
    consoleFolder,
    anchorFile: join(folder, 'anchors'),
    issuance,
  }
  const program = [join(import.meta.dirname, 'bff-process-for-tests.ts'), JSON.stringify(given)]
  const bff = await startKillable(program, (output) => output.includes('ready'))
  return {
    manager,
    bff,
    bffPort,
    managerApi: await signInAtManager(`http://127.0.0.1:${managerPort}/api`),
    stop: async () => {
      await line.stop()
      await bff.stop()
      await manager.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
export type Servers = Awaited<ReturnType<typeof startServers>>
export type Tenant = Awaited<ReturnType<Servers['managerApi']['addTenant']>>

/** The manager as its administrator sees it, without anything of ours in between. */
async function signInAtManager(api: string) {
  const headers = { 'api-version': 'v1', 'content-type': 'application/json' }
  const call = (path: string, given: object, body?: unknown) =>
    fetch(`${api}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { ...headers, ...given },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  const answer = await call('/sessions', {}, { userName: 'ada', password })
  const { RID } = z.object({ RID: z.string() }).parse(await answer.json())
  const session = { cookie: answer.headers.getSetCookie().join(';'), rID: RID }
  const value = async (path: string, body?: unknown): Promise<unknown> => {
    const given = await call(path, session, body)
    if (given.status !== 200) throw new Error(`${path} was answered ${given.status}: ${await given.text()}`)
    return await given.json()
  }
  const listOf = (answered: unknown) =>
    z.object({ apiKeys: z.array(z.object({ keyName: z.string(), ID: z.number() })) }).parse(answered).apiKeys
  return {
    addPerson: (username: string) => value('/administrators', { username, password, roleID: 1 }),
    addKey: async (keyName: string): Promise<number> =>
      z.object({ ID: z.number() }).parse(await value('/apikeys', { keyName, roleID: 1 })).ID,
    /** A tenant, whose keys are seen by one of its own. */
    addTenant: async () => {
      const administrator = { username: 'boss', password }
      const tenant = await value('/tenants', { name: 'Acme', administrator })
      const { ID } = z.object({ ID: z.number() }).parse(tenant)
      const { secretKey } = z
        .object({ secretKey: z.string() })
        .parse(await value(`/tenants/${ID}/apikeys`, { keyName: 'reader' }))
      return {
        ID,
        keys: async () => listOf(await (await call('/apikeys', { 'api-secret-key': secretKey })).json()),
      }
    },
    /** Every key, one by one: the same name twice would be two of them. */
    keys: async () => listOf(await value('/apikeys')),
    /** Whose key this secret opens; undefined where it opens none. */
    nameFor: async (secret: string): Promise<string | undefined> => {
      const given = await call('/apikeys/current', { 'api-secret-key': secret })
      if (given.status !== 200) return undefined
      return z.object({ keyName: z.string() }).parse(await given.json()).keyName
    },
  }
}
