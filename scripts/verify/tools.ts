import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { run } from '../bootstrap/child.mjs'

export interface Outcome {
  readonly code: number | null
  readonly lines: readonly string[]
}

/** Runs a program of the workspace under the Node this runs on, as `package/file`. */
export async function tool(root: string, program: string, given: readonly string[]): Promise<Outcome> {
  const { code, output } = await run(process.execPath, [join(root, program), ...given], {
    cwd: root,
    env: environment(),
    stdio: 'pipe',
  })
  return {
    code,
    lines: output
      .split('\n')
      .map((line) => line.trimEnd())
      .filter((line) => line.trim() !== ''),
  }
}

/** What went wrong where a tool ended badly without a finding of the kind it usually gives. */
export const lastWords = (program: string, { code, lines }: Outcome): string[] => [
  `${program} stopped with ${code}: ${lines.slice(-5).join(' / ') || 'it said nothing'}`,
]

// Settings of ours would reach the programs under test, and colours would stand between us and the words.
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(?:LATCHKEY_|FORCE_COLOR$|npm_)/.test(name))
  const path = [dirname(process.execPath), process.env['PATH'] ?? ''].join(':')
  return { ...Object.fromEntries(kept), PATH: path, NO_COLOR: '1' }
}

export const readJson = <Shape>(file: string): Shape => JSON.parse(readFileSync(file, 'utf8')) as Shape
