import { spawn, execFileSync, type ChildProcess } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { openDatabase } from '@latchkey/database'
import { sparePort } from './spare-port.ts'

const debianFolder = '/usr/lib/postgresql'

/** vitest's global set-up: a server of our own on a spare port, gone with the run; or the one that TEST_DATABASE_URL names. */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env['TEST_DATABASE_URL'] !== undefined) return undefined
  const programs = newestPrograms()
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-postgres-'))
  const user = unprivilegedUser()
  if (user) chownSync(folder, user.uid, user.gid)
  const data = join(folder, 'data')
  execFileSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'latchkey', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    { ...user, stdio: 'pipe', cwd: folder },
  )
  const port = await sparePort()
  const server = spawn(
    join(programs, 'postgres'),
    ['-D', data, '-k', folder, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=200'],
    { ...user, stdio: 'ignore', cwd: folder },
  )
  const url = `postgres://latchkey@127.0.0.1:${port}/postgres`
  await untilReady(url, server)
  process.env['TEST_DATABASE_URL'] = url
  const stop = () => void server.kill('SIGQUIT')
  process.once('exit', stop)
  return async () => {
    process.off('exit', stop)
    const stopped = new Promise((resolve) => server.once('exit', resolve))
    server.kill('SIGINT')
    await stopped
    rmSync(folder, { recursive: true, force: true })
  }
}

function newestPrograms(): string {
  const versions = existsSync(debianFolder)
    ? readdirSync(debianFolder)
        .map(Number)
        .toSorted((a, b) => b - a)
    : []
  const found = versions
    .map((version) => join(debianFolder, String(version), 'bin'))
    .find((folder) => existsSync(join(folder, 'initdb')))
  if (found === undefined)
    throw new Error('PostgreSQL is missing: run apt-get install postgresql, or set TEST_DATABASE_URL.')
  return found
}

// The server refuses to run as root.
function unprivilegedUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres']).toString())
  return { uid: idOf('-u'), gid: idOf('-g') }
}

async function untilReady(url: string, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + 20_000
  for (;;) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL stopped with ${server.exitCode} at its start.`)
    try {
      await (await openDatabase({ url, schema: 'ready' })).close()
      return
    } catch (error) {
      if (Date.now() > deadline) throw error
      await wait(50)
    }
  }
}
