import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase, type Database } from '@latchkey/database'
import { createLogger } from '@latchkey/server'
import { databasesUnderTest, type DatabaseUnderTest } from '@latchkey/testing'
import type { FastifyInstance } from 'fastify'
import { buildBff, migrateConsole, type BffDependencies } from './build-app.ts'
import type { ConsoleTables } from './database/tables.ts'
import { password, startStandInManager } from './stand-in-manager-for-tests.ts'

export const cookieName = '__Host-Http-latchkey'
const ownOrigin = 'http://localhost:80'
type Headers = Readonly<Record<string, string>>
type Method = 'GET' | 'POST' | 'DELETE' | 'PUT' | 'OPTIONS' | 'HEAD'

/** What a page of ours sends with every call. */
export const ours: Headers = { 'x-csrf': '1', 'sec-fetch-site': 'same-origin', origin: ownOrigin }

const sqlite = (): DatabaseUnderTest => {
  const found = databasesUnderTest().find(({ name }) => name === 'SQLite')
  if (found === undefined) throw new Error('There is no SQLite to test on.')
  return found
}

/** A BFF with a database of its own, a stand-in for the manager, a small page and a clock that the test moves. */
export async function startBff(
  given: Partial<BffDependencies> = {},
  { place }: DatabaseUnderTest = sqlite(),
  timeouts: BffDependencies['manager']['timeouts'] = {},
) {
  const at = place()
  const database: Database<ConsoleTables> = await openDatabase(at)
  await migrateConsole(database)
  const manager = await startStandInManager()
  const consoleFolder = makeConsole()
  const lines: string[] = []
  const time = { now: 1_800_000_000_000 }
  const dependencies: BffDependencies = {
    database,
    keys: { session: Buffer.alloc(32, 7), activity: Buffer.alloc(32, 8) },
    clock: () => time.now,
    logger: createLogger({ write: (line) => void lines.push(line) }),
    manager: { url: manager.url, timeouts },
    hosts: () => ['localhost:80'],
    origins: () => [ownOrigin],
    cookieName: () => cookieName,
    consoleFolder,
    anchorFile: join(consoleFolder, 'anchors'),
    demo: true,
    issuance: { retryMs: 20, settleMs: 1_000 },
    ...given,
  }
  let app = await buildBff(dependencies)
  await app.ready()

  const call = (method: Method, url: string, headers: Headers = ours, body?: unknown) =>
    app.inject({
      method,
      url,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
  const signIn = (headers: Headers = ours, body: unknown = { userName: 'operator', password }) =>
    call('POST', '/bff/session', headers, body)
  /** Signed in: the headers of every later call. */
  const session = (headers: Headers = ours, userName = 'operator') => sessionOf({ userName }, headers)
  const sessionOf = async (who: object, headers: Headers = ours): Promise<Headers> => {
    const answer = await signIn(headers, { userName: 'operator', password, ...who })
    if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} ${answer.body}`)
    return { ...ours, cookie: `${cookieName}=${tokenIn(answer.headers['set-cookie'])}` }
  }
  return {
    /** What was under way is whatever the store says: nothing of the process is left. */
    restart: async () => {
      await app.close()
      app = await buildBff(dependencies)
      await app.ready()
    },
    /** A second instance on the same store and manager. */
    another: async () => {
      const theirs: Database<ConsoleTables> = await openDatabase(at)
      const other = await buildBff({ ...dependencies, database: theirs })
      await other.ready()
      const close = async () => {
        await other.close()
        await theirs.close()
      }
      return { listen: (headers: Headers) => listenTo(other, headers), stop: close }
    },
    listen: (headers: Headers) => listenTo(app, headers),
    database,
    manager,
    lines,
    anchorFile: dependencies.anchorFile,
    time,
    call,
    signIn,
    session,
    sessionOf,
    records: () => database.kysely.selectFrom('browser_sessions').selectAll().execute(),
    stop: async () => {
      await app.close()
      await manager.stop()
      await database.close()
      await at.dispose()
      rmSync(consoleFolder, { recursive: true, force: true })
    },
  }
}
/** The event stream as a browser reads it. */
async function listenTo(app: FastifyInstance, headers: Headers) {
  const address = app.server.listening ? app.server.address() : undefined
  const known = typeof address === 'object' && address !== null ? address.port : undefined
  const port = known ?? Number(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port)
  const request = get({ port, path: '/bff/live', headers: { ...headers, host: 'localhost:80' }, agent: false })
  const [response] = await once(request, 'response')
  const events: unknown[] = []
  const state = { isOver: false }
  response.on('data', (chunk: Buffer) => {
    for (const [, data = ''] of chunk.toString().matchAll(/^data: (.*)$/gm)) events.push(JSON.parse(data))
  })
  response.once('close', () => void (state.isOver = true))
  return { status: response.statusCode, events, state, stop: () => request.destroy() }
}

export type BffUnderTest = Awaited<ReturnType<typeof startBff>>

export const tokenIn = (header: string | string[] | undefined): string => {
  const value = /^[^=]+=([^;]*)/.exec(String(header))?.[1]
  if (value === undefined) throw new Error(`No cookie in ${String(header)}`)
  return value
}

const script = `console.log(${JSON.stringify('x'.repeat(4096))})`
const page =
  '<!doctype html><meta property="csp-nonce" nonce="__NONCE__"><script nonce="__NONCE__" src="/assets/app-1a2b.js"></script>'

function makeConsole(): string {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-console-'))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), page)
  writeFileSync(join(folder, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  writeFileSync(join(folder, 'assets', 'app-1a2b.js'), script)
  writeFileSync(join(folder, 'assets', 'app-1a2b.js.map'), '{}')
  writeFileSync(join(folder, 'assets', 'picture-3c4d.png'), Buffer.alloc(2048))
  writeFileSync(join(folder, 'notes.secret'), 'not ours to give')
  return folder
}
