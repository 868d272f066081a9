import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A program of a few lines on the first core; the first thing it says is its port, and what else one needs to call it. */
export async function startProgram(
  folder: string,
  name: string,
  text: string,
): Promise<{ readonly url: string; readonly said: string; readonly stop: () => Promise<unknown> }> {
  const file = join(folder, name)
  writeFileSync(file, text)
  const child = spawn('taskset', ['-c', '0', process.execPath, file], { stdio: ['ignore', 'pipe', 'inherit'] })
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
