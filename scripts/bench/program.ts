import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Program {
  readonly url: string
  readonly said: string
  readonly stop: () => Promise<unknown>
}

/** A program of a few lines on the first core; the first thing it says is its port, and what else one needs to call it. */
export async function startProgram(folder: string, name: string, text: string): Promise<Program> {
  const file = join(folder, name)
  writeFileSync(file, text)
  return await startFile([file])
}

/** The same of a file that is there, with what it is given. */
export async function startFile(given: readonly string[]): Promise<Program> {
  const child = spawn('taskset', ['-c', '0', process.execPath, ...given], { stdio: ['ignore', 'pipe', 'inherit'] })
  const gone = new Promise((resolve) => child.once('exit', resolve))
  const line = await new Promise<string>((resolve) =>
    child.stdout.once('data', (chunk) => resolve(String(chunk).trim())),
  )
  const [port, said = ''] = line.split(' ')
  return {
    url: `http://127.0.0.1:${port}/`,
    said,
    stop: () => {
      child.kill('SIGTERM')
      return gone
    },
  }
}
