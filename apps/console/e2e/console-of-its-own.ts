import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface OwnConsole<Ready> {
  readonly ready: Ready
  readonly stop: () => Promise<void>
}

/** A start with data of its own, gone when it is stopped. */
export async function startOwn<Ready>(...more: readonly string[]): Promise<OwnConsole<Ready>> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-own-'))
  const readyFile = join(folder, 'ready.json')
  const given = ['start', '--data', join(folder, 'data'), '--ready-file', readyFile, '--port', '0', ...more]
  const server = spawn(process.execPath, ['apps/cli/dist/latchkey.js', ...given])
  const gone = new Promise((resolve) => server.once('exit', resolve))
  await new Promise<void>((resolve, reject) => {
    server.stdout.on('data', (text) => String(text).includes('Latchkey is at') && resolve())
    server.once('exit', () => reject(new Error('It did not start.')))
  })
  return {
    ready: JSON.parse(readFileSync(readyFile, 'utf8')),
    stop: async () => {
      server.kill('SIGTERM')
      await gone
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
