// L1 and L2 of the goals: a page of a million keys, and a list that the database builds beside one made of objects; in process.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { medianLine, ratioLine, report, type Line } from './report.ts'
import type { Figures } from './rounds.ts'

const run = promisify(execFile)
const program = join(import.meta.dirname, 'lists-program.ts')

export async function benchLists(engine: 'SQLite' | 'PostgreSQL', url: string, keys: number): Promise<void> {
  const { stdout } = await run('taskset', ['-c', '0', process.execPath, program, url, String(keys)])
  const figures: Figures = new Map(JSON.parse(stdout) as [string, number[]][])
  report(`manager: lists of ${keys} keys, ${engine}`, figures, linesOf(figures, engine === 'SQLite' ? 5 : 30))
}

function linesOf(figures: Figures, pageMs: number): Line[] {
  const inMs = (what: string, ours: string, atMost: number) =>
    medianLine(figures, { goal: 'L1', what, ours, unit: 'ms', bound: { atMost } })
  return [
    inMs('page of 100 by ID, p99', 'page of 100 anywhere, p99 (ms)', pageMs),
    inMs('exact name, p99', 'exact name, p99 (ms)', pageMs),
    ratioLine(figures, {
      goal: 'L1',
      what: 'deepest page against the first',
      ours: 'deepest page, p99 (ms)',
      base: 'first page, p99 (ms)',
      bound: { atMost: 1.2 },
    }),
    inMs('another call beside a search for a part', 'longest wait beside a search for a part (ms)', 50),
    ratioLine(figures, {
      goal: 'L2',
      what: '5000 keys to the last byte against rows, objects and stringify',
      ours: 'built in the database (ms)',
      base: 'rows, objects, stringify (ms)',
      bound: { atMost: 0.4 },
    }),
  ]
}
