// V1, V2 and D1 of the goals: what a call with a key costs, and a durable change; then the lists of L1 and L2.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import startPostgres from '@latchkey/testing/postgres'
import { fillWithKeys } from './fill.ts'
import { benchLists } from './lists.ts'
import { startKeyServer } from './peers.ts'
import { createPlace, newKey, signInAt, type Started } from './product.ts'
import { startProgram, type Program } from './program.ts'
import { medianLine, ratioLine, report, type Line } from './report.ts'
import { interleaved, type Figures } from './rounds.ts'
import { runWrk } from './wrk.ts'

const many = Number(process.env['BENCH_KEYS'] ?? 1_000_000)
const fewer = Math.ceil(many / 10)
const seconds = 2
const connections = 16

export async function benchManager(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'))
  const few = createPlace()
  const full = createPlace()
  const plain = createPlace()
  const running: { stop: () => Promise<unknown> }[] = []
  try {
    const small = await startWithKey(few)
    running.push(small.started)
    const stock = await startWithKey(plain, '--profile', 'stock')
    running.push(stock.started)
    fillWithKeys(full.data, many)
    const large = await startWithKey(full)
    running.push(large.started)
    // The least that a call with a key can cost: one HMAC, one look-up, one answer.
    const floor = await startProgram(folder, 'floor.mjs', floorProgram)
    running.push(floor)
    const library = await startKeyServer(folder)
    running.push(library)
    report('manager: calls a second, SQLite', ...(await calls({ small, large, stock }, floor, library)))
    report('manager: durable creates a second, SQLite', ...(await creates(small, folder)))
    for (const one of running.splice(0)) await one.stop()
    for (const count of [fewer, many])
      await benchLists('SQLite', `sqlite:${join(folder, String(count), 'manager.sqlite')}`, count)
    await benchOnPostgres(folder)
  } finally {
    for (const one of running) await one.stop()
    few.dispose()
    full.dispose()
    plain.dispose()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function benchOnPostgres(folder: string): Promise<void> {
  const stopPostgres = await startPostgres()
  const url = process.env['TEST_DATABASE_URL'] ?? ''
  for (const count of [fewer, many]) await benchLists('PostgreSQL', url, count)
  const place = createPlace(['--database-url', url])
  const one = await startWithKey(place)
  try {
    report('manager: durable creates a second, PostgreSQL', ...(await creates(one, folder)))
  } finally {
    await one.started.stop()
    place.dispose()
    await stopPostgres?.()
  }
}

interface WithKey {
  readonly started: Started
  readonly session: Readonly<Record<string, string>>
  readonly key: Readonly<Record<string, string>>
}

async function startWithKey(place: ReturnType<typeof createPlace>, ...more: readonly string[]): Promise<WithKey> {
  const started = await place.start(...more)
  const session = await signInAt(started.manager)
  const { secretKey } = await newKey(started.manager, session, `bench-${randomBytes(6).toString('hex')}`)
  return { started, session, key: { 'api-secret-key': secretKey, 'api-version': 'v1' } }
}

interface Managers {
  readonly small: WithKey
  readonly large: WithKey
  /** Keeps no last sign-in. */
  readonly stock: WithKey
}

async function calls({ small, large, stock }: Managers, floor: Program, library: Program): Promise<[Figures, Line[]]> {
  const perSecond =
    (url: string, headers: Readonly<Record<string, string>> = {}) =>
    async () => {
      const result = await runWrk({ url, connections, seconds, headers })
      if (result.refused > 0) throw new Error(`${url} refused ${result.refused} calls`)
      return result.perSecond
    }
  const own = (one: WithKey) => perSecond(`${one.started.manager}/api/apikeys/current`, one.key)
  const figures = await interleaved([
    { name: 'floor: one HMAC and a map', measure: perSecond(floor.url, { 'api-secret-key': `8:${'A'.repeat(43)}=` }) },
    { name: 'better-auth', measure: perSecond(library.url, { 'api-secret-key': library.said }) },
    { name: 'open route', measure: perSecond(`${small.started.manager}/livez`) },
    { name: 'with a key', measure: own(small) },
    { name: `with a key, among ${many}`, measure: own(large) },
    { name: 'with a key, no last sign-in kept', measure: own(stock) },
  ])
  const ours = 'with a key'
  return [
    figures,
    [
      ratioLine(figures, {
        goal: 'V1',
        what: 'a call with a key against the open route',
        ours,
        base: 'open route',
        bound: { atLeast: 0.75 },
      }),
      ratioLine(figures, {
        goal: 'V1',
        what: `among ${many} keys against one`,
        ours: `${ours}, among ${many}`,
        base: ours,
        bound: { atLeast: 0.9 },
      }),
      ratioLine(figures, {
        goal: 'V1',
        what: 'against better-auth',
        ours,
        base: 'better-auth',
        bound: { atLeast: 12 },
      }),
      ratioLine(figures, {
        goal: 'V2',
        what: 'keeping the last sign-in against not keeping it',
        ours,
        base: `${ours}, no last sign-in kept`,
        bound: { atLeast: 0.9 },
      }),
      ratioLine(figures, {
        goal: '–',
        what: 'against the floor',
        ours,
        base: 'floor: one HMAC and a map',
      }),
    ],
  ]
}

const luaOf = (session: Readonly<Record<string, string>>) => `
local count = 0
local start = os.time() .. "-" .. math.random(1000000)
request = function()
  count = count + 1
  return wrk.format("POST", nil, {
${Object.entries({ ...session, 'content-type': 'application/json' })
  .map(([name, value]) => `    [${JSON.stringify(name)}] = ${JSON.stringify(value)},`)
  .join('\n')}
  }, '{"keyName":"w-' .. start .. '-' .. count .. '","roleID":1}')
end`

async function creates({ started, session }: WithKey, folder: string): Promise<[Figures, Line[]]> {
  const script = join(folder, 'create.lua')
  writeFileSync(script, luaOf(session), { mode: 0o600 })
  const p99s: number[] = []
  const figures = await interleaved([
    {
      name: 'creates a second',
      measure: async () => {
        await wait(1000)
        const result = await runWrk({ url: `${started.manager}/api/apikeys`, connections, seconds, script })
        if (result.refused > 0) throw new Error(`${result.refused} creates were refused`)
        p99s.push(result.p99Ms)
        return result.perSecond
      },
    },
  ])
  const derived = new Map([...figures, ['p99 (ms)', p99s.slice(1)]])
  return [
    derived,
    [
      medianLine(derived, {
        goal: 'D1',
        what: 'durable audited creates, 16 connections',
        ours: 'creates a second',
        unit: '/s',
        bound: { atLeast: 1500 },
      }),
      medianLine(derived, { goal: 'D1', what: 'their p99', ours: 'p99 (ms)', unit: 'ms', bound: { atMost: 50 } }),
    ],
  ]
}

const floorProgram = `import { createHmac, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
const key = randomBytes(32)
const digestOf = (secret) => createHmac('sha256', key).update(secret).digest('base64')
const known = new Map([[digestOf('8:' + 'A'.repeat(43) + '='), '{"ID":8}']])
createServer((request, reply) => {
  reply.setHeader('content-type', 'application/json')
  reply.end(known.get(digestOf(request.headers['api-secret-key'])))
}).listen(0, '127.0.0.1', function () { console.log(this.address().port) })`
