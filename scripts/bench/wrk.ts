import { spawn } from 'node:child_process'

export interface Load {
  readonly url: string
  readonly connections: number
  readonly seconds: number
  readonly headers?: Readonly<Record<string, string>>
  /** A Lua script for what one fixed request cannot say. */
  readonly script?: string
}

export interface LoadResult {
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly refused: number
}

/** Debian's wrk on the second core; the server that is measured has the first. */
export async function runWrk({ url, connections, seconds, headers = {}, script }: Load): Promise<LoadResult> {
  const given = [
    '-t1',
    `-c${connections}`,
    `-d${seconds}s`,
    '--latency',
    ...Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]),
    ...(script === undefined ? [] : ['-s', script]),
  ]
  const output = await outputOf('taskset', ['-c', '1', 'wrk', ...given, url])
  const figure = (pattern: RegExp): string => pattern.exec(output)?.[1] ?? ''
  const perSecond = Number(figure(/Requests\/sec:\s+([\d.]+)/))
  if (!(perSecond > 0)) throw new Error(`wrk measured nothing:\n${output}`)
  return {
    perSecond,
    p50Ms: milliseconds(figure(/50%\s+([\d.]+\w+)/)),
    p99Ms: milliseconds(figure(/99%\s+([\d.]+\w+)/)),
    refused: Number(figure(/Non-2xx or 3xx responses: (\d+)/) || 0),
  }
}

const unitsMs: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1000, m: 60_000 }
function milliseconds(text: string): number {
  const [, value, unit = ''] = /^([\d.]+)(us|ms|s|m)$/.exec(text) ?? []
  return Number(value) * (unitsMs[unit] ?? NaN)
}

function outputOf(program: string, given: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, given, { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)))
    child.once('error', () => reject(new Error(`${program} and wrk are needed: apt-get install util-linux wrk`)))
    child.once('close', () => resolve(output))
  })
}
