import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const root = join(import.meta.dirname, '../../..')
export const program = join(root, 'apps/cli/dist/latchkey.js')

/** What the tests run is what people run: the bundle, built from the sources as they are now. */
export const buildProduct = (): void =>
  void execFileSync(process.execPath, [join(root, 'scripts/build.ts')], { stdio: 'pipe' })
export const buildTimeoutMs = 120_000

export const password = 'correct horse battery'

export interface Finished {
  readonly code: number | null
  readonly output: string
  readonly complaints: string
}

/** A place for one test, and the commands run in it; nothing of it outlives the test. */
export function createPlace() {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-cli-'))
  const data = join(folder, 'data')
  const running = new Set<ReturnType<typeof launch>>()

  function launch(
    given: readonly string[],
    environment: Readonly<Record<string, string>> = {},
    fileBlocksMax: number | 'unlimited' = 'unlimited',
  ) {
    const limited = ['-c', `ulimit -f ${fileBlocksMax}; exec "$0" "$@"`, process.execPath, program]
    const child = spawn('sh', [...limited, ...given], {
      cwd: folder,
      env: { PATH: process.env['PATH'], HOME: folder, ...environment },
    })
    let output = ''
    let complaints = ''
    child.stdout.on('data', (chunk) => (output += String(chunk)))
    child.stderr.on('data', (chunk) => (complaints += String(chunk)))
    const finished = new Promise<Finished>((resolve) =>
      child.once('close', (code) => resolve({ code, output, complaints })),
    )
    const launched = { child, finished, output: () => output }
    running.add(launched)
    void finished.then(() => running.delete(launched))
    return launched
  }

  const run = (given: readonly string[], environment?: Readonly<Record<string, string>>) =>
    launch(given, environment).finished

  return {
    folder,
    data,
    launch,
    run,
    /** Makes its first administrator. */
    init: (admin = 'ada', given = password, more: readonly string[] = []) => {
      const file = join(folder, 'password')
      writeFileSync(file, `${given}\n`, { mode: 0o600 })
      return run(['init', '--data', data, '--admin', admin, '--password-file', file, ...more])
    },
    /** Starts on free ports and waits until both listen; no file can grow beyond so many blocks of 512 bytes. */
    start: async (given: readonly string[] = [], fileBlocksMax?: number) => {
      const file = join(folder, `ready-${running.size}.json`)
      // One that was killed leaves its own behind.
      rmSync(file, { force: true })
      const always = ['start', '--data', data, '--port', '0', '--manager-port', '0', '--ready-file', file]
      const launched = launch([...always, ...given], {}, fileBlocksMax)
      const ended = launched.finished.then(({ code, complaints }) =>
        Promise.reject(new Error(`start ended with ${code}: ${complaints}`)),
      )
      await Promise.race([untilThere(file), ended])
      ended.catch(() => undefined)
      return {
        ...launched,
        ready: JSON.parse(readFileSync(file, 'utf8')) as { console: string; manager: string },
        readyFile: file,
      }
    },
    dispose: async () => {
      for (const { child } of running) child.kill('SIGKILL')
      await Promise.all([...running].map(({ finished }) => finished))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function untilThere(file: string): Promise<void> {
  while (!existsSync(file)) await wait(20)
}

/** Every path below a folder whose mode is not 0600 for a file or 0700 for a folder. */
export function tooOpen(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    const path = join(entry.parentPath, entry.name)
    const mode = statSync(path).mode & 0o777
    return mode === (entry.isDirectory() ? 0o700 : 0o600) ? [] : [`${path} ${mode.toString(8)}`]
  })
}
