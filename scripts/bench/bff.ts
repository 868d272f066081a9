// B1, B2 and B3 of the goals: what the way through the BFF costs, beside proxies that keep no session.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startNginx, startNodeProxy, type Peer } from './peers.ts'
import { freePort } from './ports.ts'
import { processorMicros } from './processor.ts'
import { createPlace, signInAtConsole } from './product.ts'
import { startFile } from './program.ts'
import { medianLine, ratioLine, report, type Line } from './report.ts'
import { interleaved, type Figures, type Target } from './rounds.ts'
import { runWrk, type LoadResult } from './wrk.ts'

const seconds = 2
// So many people that none of them comes to their limit of calls.
const people = 600

interface Proxy {
  readonly name: string
  readonly url: string
  readonly pid: number
  readonly script?: string
}

/** Whatever is kept is stopped when the bench ends, the last first. */
type Keep = <One extends { stop: () => Promise<unknown> }>(one: One) => One

export async function benchBff(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'))
  const place = createPlace()
  const running: { stop: () => Promise<unknown> }[] = []
  const keep: Keep = (one) => {
    running.push(one)
    return one
  }
  try {
    const manager = keep(await startManagerOfNoCost(folder))
    const ours = keep(await place.start('--manager-url', manager.url))
    const script = await scriptOf(ours.console, join(folder, 'sessions.lua'))
    const named = [
      { name: 'nginx', at: keep(await startNginx(folder, manager.url)) },
      { name: '@fastify/http-proxy', at: keep(await startNodeProxy('http-proxy', manager.url)) },
      { name: 'http-proxy-middleware', at: keep(await startNodeProxy('http-proxy-middleware', manager.url)) },
    ]
    const proxies: Proxy[] = [
      { name: 'bff', url: `${ours.console}/bff/apikeys`, pid: pidOf(ours), script },
      { name: 'the manager itself', url: `${manager.url}/api/apikeys`, pid: pidOf(manager) },
      ...named.map(({ name, at }) => ({ name, url: `${at.url}/api/apikeys`, pid: pidOf(at) })),
    ]
    const open = { name: 'bff, no session', url: `${ours.console}/livez`, pid: pidOf(ours) }
    report('bff: a list of 10 KB, 16 connections', ...(await listed(proxies, open)))
    report('bff: waiting', ...(await waited(proxies)))
    report('bff: what a session costs', ...(await withSession(folder, manager.url, keep)))
  } finally {
    for (const one of running.toReversed()) await one.stop()
    place.dispose()
    rmSync(folder, { recursive: true, force: true })
  }
}

const pidOf = ({ child }: { readonly child: { readonly pid?: number | undefined } }): number => child.pid ?? 0

async function listed(proxies: readonly Proxy[], open: Proxy): Promise<[Figures, Line[]]> {
  const costs = new Map<string, number[]>(proxies.map(({ name }) => [`${name}, µs a call`, []]))
  const perSecond = (proxy: Proxy) => async () => {
    const before = processorMicros(proxy.pid)
    const { perSecond: calls } = await load(proxy, 16)
    costs.get(`${proxy.name}, µs a call`)?.push((processorMicros(proxy.pid) - before) / (calls * seconds))
    return calls
  }
  const targets = [...proxies, open].map((proxy): Target => ({ name: proxy.name, measure: perSecond(proxy) }))
  const rates = await interleaved(targets)
  const figures = new Map([...rates, ...[...costs].map(([name, values]) => [name, values.slice(1)] as const)])
  const cost = (base: string, atMost: number) =>
    ratioLine(figures, {
      goal: 'B1',
      what: `processor time a call against ${base}`,
      ours: 'bff, µs a call',
      base: `${base}, µs a call`,
      bound: { atMost },
    })
  const rate = (base: string, atLeast?: number) =>
    ratioLine(figures, {
      goal: atLeast === undefined ? '–' : 'B1',
      what: `calls a second against ${base}`,
      ours: 'bff',
      base,
      ...(atLeast !== undefined && { bound: { atLeast } }),
    })
  return [
    figures,
    [
      cost('nginx', 2.9),
      cost('@fastify/http-proxy', 0.8),
      cost('http-proxy-middleware', 0.3),
      rate('nginx', 0.5),
      rate('@fastify/http-proxy', 1.35),
      rate('the manager itself'),
    ],
  ]
}

async function waited(proxies: readonly Proxy[]): Promise<[Figures, Line[]]> {
  const target = (proxy: Proxy, connections: number, of: 'p50Ms' | 'p99Ms'): Target => ({
    name: `${proxy.name}, ${connections} connections, ${of === 'p50Ms' ? 'p50' : 'p99'} (ms)`,
    measure: async () => (await load(proxy, connections))[of],
  })
  const figures = await interleaved([
    ...proxies.filter(({ name }) => ['bff', 'nginx'].includes(name)).map((proxy) => target(proxy, 1, 'p50Ms')),
    ...proxies.map((proxy) => target(proxy, 64, 'p99Ms')),
  ])
  const p99 = (base: string, atMost?: number) =>
    ratioLine(figures, {
      goal: atMost === undefined ? '–' : 'B2',
      what: `p99 at 64 connections against ${base}`,
      ours: 'bff, 64 connections, p99 (ms)',
      base: `${base}, 64 connections, p99 (ms)`,
      ...(atMost !== undefined && { bound: { atMost } }),
    })
  return [
    figures,
    [
      ratioLine(figures, {
        goal: 'B2',
        what: 'p50 at one connection against nginx',
        ours: 'bff, 1 connections, p50 (ms)',
        base: 'nginx, 1 connections, p50 (ms)',
        bound: { atMost: 1.4 },
      }),
      p99('@fastify/http-proxy', 0.8),
      p99('nginx'),
      p99('the manager itself'),
      medianLine(figures, {
        goal: '–',
        what: 'p99 at 64 connections',
        ours: 'bff, 64 connections, p99 (ms)',
        unit: 'ms',
        bound: { atMost: 20 },
      }),
    ],
  ]
}

async function withSession(folder: string, manager: string, keep: Keep): Promise<[Figures, Line[]]> {
  const two = keep(await startFile([join(import.meta.dirname, 'session-program.ts'), manager, folder]))
  const kept = two.url.replace(/\/$/, '')
  const script = await scriptOf(kept, join(folder, 'own-sessions.lua'))
  const perSecond = (proxy: Omit<Proxy, 'pid'>): Target => ({
    name: proxy.name,
    measure: async () => (await load(proxy, 16)).perSecond,
  })
  const figures = await interleaved([
    perSecond({ name: 'with a session', url: `${kept}/bff/apikeys`, script }),
    perSecond({ name: 'the same without', url: `http://127.0.0.1:${two.said}/apikeys` }),
  ])
  return [
    figures,
    [
      ratioLine(figures, {
        goal: 'B3',
        what: 'calls a second with a session from the store against none',
        ours: 'with a session',
        base: 'the same without',
        bound: { atLeast: 0.9 },
      }),
    ],
  ]
}

async function load({ name, url, script }: Omit<Proxy, 'pid'>, connections: number): Promise<LoadResult> {
  const way = script === undefined ? { headers: { cookie: `sID=${'A'.repeat(32)}` } } : { script }
  const result = await runWrk({ url, connections, seconds, ...way })
  if (result.refused > 0) throw new Error(`${name} refused ${result.refused} calls`)
  return result
}

/** As many people who sign in and then call, each in their turn. */
async function scriptOf(console: string, file: string): Promise<string> {
  const sessions = await Promise.all(Array.from({ length: people }, () => signInAtConsole(console)))
  writeFileSync(file, luaOf(sessions), { mode: 0o600 })
  return file
}

/** Each call in the next session's name. */
const luaOf = (sessions: readonly Readonly<Record<string, string>>[]): string => `
local calls, at = {}, 0
init = function()
${sessions
  .map(
    (headers) =>
      `  calls[#calls + 1] = wrk.format("GET", nil, { ${Object.entries(headers)
        .map(([name, value]) => `[${JSON.stringify(name)}] = ${JSON.stringify(value)}`)
        .join(', ')} })`,
  )
  .join('\n')}
end
request = function()
  at = at % #calls + 1
  return calls[at]
end`

const managerProgram = `import { createServer } from 'node:http'
const keys = Array.from({ length: 28 }, (_, at) => ({ ID: 100 + at, keyName: 'key-' + at, description: 'made for a bench '.repeat(6),
  locale: 'en-US', roleID: 1, timeZone: 'UTC', active: true, created: 1790000000000, lastSignIn: 1790000000000,
  unsuccessfulSignInAttempts: 0, serviceAccount: false }))
const list = JSON.stringify({ apiKeys: keys })
let people = 0
createServer((request, reply) => {
  reply.setHeader('content-type', 'application/json')
  reply.setHeader('x-dsm-version', 'Deep Security/20.0.1000')
  request.resume()
  if (request.method === 'POST' && request.url === '/api/sessions') {
    reply.setHeader('set-cookie', 'sID=' + 'A'.repeat(32) + '; Path=/; HttpOnly')
    return reply.end(JSON.stringify({ RID: 'B'.repeat(32), administratorID: ++people }))
  }
  if (request.url === '/api/apikeys' && request.headers.cookie) return reply.end(list)
  reply.statusCode = 403
  reply.end('{"message":"Not here."}')
}).listen(PORT, '127.0.0.1')`

/** One that answers at once, on the core of whoever makes the load: what is measured is the way to it alone. */
async function startManagerOfNoCost(folder: string): Promise<Peer> {
  const port = await freePort()
  const file = join(folder, 'manager.mjs')
  writeFileSync(file, managerProgram.replace('PORT', String(port)))
  const child = spawn('taskset', ['-c', '1', process.execPath, file], { stdio: ['ignore', 'ignore', 'inherit'] })
  const gone = new Promise((resolve) => child.once('exit', resolve))
  return {
    url: `http://127.0.0.1:${port}`,
    child,
    stop: () => {
      child.kill('SIGTERM')
      return gone
    },
  }
}
