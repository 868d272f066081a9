import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const program = 'apps/cli/dist/latchkey.js'
export const signIn = { userName: 'bench', password: 'a long pass phrase' }

export interface Started {
  readonly child: ChildProcess
  readonly console: string
  readonly manager: string
  readonly stop: () => Promise<void>
}

/** A data folder of its own with one administrator, gone when the bench is. */
export function createPlace(store: readonly string[] = []) {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'))
  const data = join(folder, 'data')
  const password = join(folder, 'password')
  writeFileSync(password, signIn.password, { mode: 0o600 })
  const made = spawnSync(process.execPath, [
    program,
    'init',
    '--data',
    data,
    ...store,
    '--admin',
    signIn.userName,
    '--password-file',
    password,
  ])
  if (made.status !== 0) throw new Error(made.stderr.toString())
  return {
    data,
    /** On the first core alone, with no limit on calls. */
    start: (...more: readonly string[]) => startOn(folder, ['--data', data, ...store, ...more]),
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  }
}

async function startOn(folder: string, named: readonly string[]): Promise<Started> {
  const file = join(folder, 'ready.json')
  rmSync(file, { force: true })
  const given = ['start', ...named, '--port', '0', '--manager-port', '0', '--rate-limits', 'off', '--ready-file', file]
  const child = spawn('taskset', ['-c', '0', process.execPath, program, ...given], { stdio: 'ignore' })
  const gone = new Promise((resolve) => child.once('exit', resolve))
  while (!existsSync(file)) {
    if (child.exitCode !== null) throw new Error(`latchkey start ended with ${child.exitCode}`)
    await wait(20)
  }
  const ready = JSON.parse(readFileSync(file, 'utf8')) as { console: string; manager: string }
  return {
    ...ready,
    child,
    stop: async () => {
      child.kill('SIGTERM')
      await gone
    },
  }
}

/** The headers of a session at the manager. */
export async function signInAt(manager: string): Promise<Record<string, string>> {
  const answer = await fetch(`${manager}/api/sessions`, {
    method: 'POST',
    headers: { 'api-version': 'v1', 'content-type': 'application/json' },
    body: JSON.stringify(signIn),
  })
  const { RID } = (await answer.json()) as { RID: string }
  return { 'api-version': 'v1', cookie: answer.headers.getSetCookie()[0]?.split(';')[0] ?? '', rid: RID }
}

export async function newKey(manager: string, session: Readonly<Record<string, string>>, keyName: string) {
  const answer = await fetch(`${manager}/api/apikeys`, {
    method: 'POST',
    headers: { ...session, 'content-type': 'application/json' },
    body: JSON.stringify({ keyName, roleID: 1 }),
  })
  if (!answer.ok) throw new Error(await answer.text())
  return (await answer.json()) as { ID: number; secretKey: string }
}

/** The headers with which a page calls the console. */
export async function signInAtConsole(console: string): Promise<Record<string, string>> {
  const answer = await fetch(`${console}/bff/session`, {
    method: 'POST',
    headers: { origin: console, 'x-csrf': '1', 'content-type': 'application/json' },
    body: JSON.stringify(signIn),
  })
  if (!answer.ok) throw new Error(await answer.text())
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0])
  return { cookie: cookies.join('; '), 'x-csrf': '1', 'sec-fetch-site': 'same-origin' }
}
