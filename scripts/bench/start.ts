// C1 and T1 of the goals: how soon the product is there, and how soon any command answers.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from './ports.ts'
import { medianLine, ratioLine, report } from './report.ts'
import { interleaved } from './rounds.ts'

const program = 'apps/cli/dist/latchkey.js'
const bare = `require('node:http').createServer((_, reply) => reply.end('live')).listen(PORT, '127.0.0.1')`

export async function benchStart(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'))
  try {
    const memory: number[] = []
    const startOurs = async () => {
      const [port, managerPort] = [await freePort(), await freePort()]
      const given = [
        'start',
        '--data',
        join(folder, 'data'),
        '--port',
        String(port),
        '--manager-port',
        String(managerPort),
      ]
      return await untilFirstAnswer([program, ...given], port, (child) => memory.push(residentMiB(child)))
    }
    const startBare = async () => {
      const port = await freePort()
      return await untilFirstAnswer(['-e', bare.replace('PORT', String(port))], port)
    }
    const figures = await interleaved([
      { name: 'bare node:http, spawn to first answer (ms)', measure: startBare },
      { name: 'latchkey start, spawn to first answer (ms)', measure: startOurs },
      { name: 'node -e 0 (ms)', measure: async () => timed(['-e', '0']) },
      { name: 'latchkey --version (ms)', measure: async () => timed([program, '--version']) },
    ])
    const overNothing = (figures.get('latchkey --version (ms)') ?? []).map(
      (ms, round) => ms - 2 * (figures.get('node -e 0 (ms)')?.[round] ?? NaN),
    )
    const derived = new Map([...figures, ['memory once ready (MiB)', memory], ['over 2 × bare (ms)', overNothing]])
    report('start', derived, [
      ratioLine(figures, {
        goal: 'C1',
        what: 'spawn to first answer against bare node:http',
        ours: 'latchkey start, spawn to first answer (ms)',
        base: 'bare node:http, spawn to first answer (ms)',
        bound: { atMost: 3.5 },
      }),
      medianLine(derived, {
        goal: 'C1',
        what: 'memory once ready',
        ours: 'memory once ready (MiB)',
        unit: 'MiB',
        bound: { atMost: 110 },
      }),
      medianLine(derived, {
        goal: 'T1',
        what: 'a command over 2 × node -e 0',
        ours: 'over 2 × bare (ms)',
        unit: 'ms',
        bound: { atMost: 80 },
      }),
    ])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function timed(given: readonly string[]): number {
  const began = performance.now()
  spawnSync(process.execPath, given)
  return performance.now() - began
}

async function untilFirstAnswer(
  given: readonly string[],
  port: number,
  once: (child: ChildProcess) => void = () => undefined,
): Promise<number> {
  const began = performance.now()
  const child = spawn(process.execPath, given, { stdio: 'ignore' })
  const gone = new Promise((resolve) => child.once('exit', resolve))
  try {
    while (!(await answers(port))) {
      if (child.exitCode !== null) throw new Error(`${given[0]} ended with ${child.exitCode}`)
      await wait(2)
    }
    const took = performance.now() - began
    once(child)
    return took
  } finally {
    child.kill('SIGTERM')
    await gone
  }
}

const answers = async (port: number): Promise<boolean> => {
  try {
    return (await fetch(`http://127.0.0.1:${port}/livez`)).ok
  } catch {
    return false
  }
}

const residentMiB = ({ pid }: ChildProcess): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
