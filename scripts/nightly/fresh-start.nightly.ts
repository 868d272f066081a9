import { execFileSync, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'

const kills = 10
let folder: string
const clone = () => join(folder, 'clone')

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-fresh-'))
  mkdirSync(join(folder, 'home'))
  execFileSync('git', ['clone', '--quiet', '--no-hardlinks', process.cwd(), clone()])
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** `npm start` as on a new machine, in a process group of its own so that a kill leaves nothing running. */
function start() {
  const given = ['start', '--', '--data', join(folder, 'data'), '--port', '0', '--manager-port', '0']
  const child = spawn('npm', [...given, '--ready-file', join(folder, 'ready.json')], {
    cwd: clone(),
    env: newcomersEnvironment(),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)))
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const end = (signal: NodeJS.Signals) => process.kill(-(child.pid ?? 0), signal)
  return { ended, end, said: () => said, running: () => child.exitCode === null && child.signalCode === null }
}

// An empty home, and nothing set but what this machine needs to reach the registry.
function newcomersEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => /^(?:PATH|NODE_EXTRA_CA_CERTS|https?_proxy)$/i.test(name))
  return { ...Object.fromEntries(kept), HOME: join(folder, 'home') }
}

async function untilReady({ said, running }: ReturnType<typeof start>): Promise<number> {
  const began = performance.now()
  while (!existsSync(join(folder, 'ready.json'))) {
    if (!running()) throw new Error(`npm start ended: ${said()}`)
    await wait(50)
  }
  return (performance.now() - began) / 1000
}

test(`a fresh clone starts whatever moment it was killed at, ${kills} times`, async () => {
  for (let round = 0; round < kills; round += 1) {
    const killed = start()
    // From the first steps of the bootstrap to a server that runs: a whole first start takes about twelve seconds.
    const afterMs = randomInt(15_000)
    await Promise.race([wait(afterMs), killed.ended])
    if (killed.running()) killed.end('SIGKILL')
    await killed.ended
    console.log(`killed after ${(afterMs / 1000).toFixed(1)} s: ${killed.said().trim().split('\n').at(-1) ?? ''}`)
    rmSync(join(folder, 'ready.json'), { force: true })
  }
  const last = start()
  console.log(`ready after ${(await untilReady(last)).toFixed(1)} s`)
  const { console: page } = JSON.parse(readFileSync(join(folder, 'ready.json'), 'utf8')) as { console: string }
  expect((await fetch(`${page}/readyz`)).status).toBe(200)
  last.end('SIGTERM')
  await last.ended
  const again = start()
  const seconds = await untilReady(again)
  console.log(`ready again after ${seconds.toFixed(1)} s`)
  again.end('SIGTERM')
  await again.ended
})
