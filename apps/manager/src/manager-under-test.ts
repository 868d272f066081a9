import { openDatabase, type Database } from '@latchkey/database'
import { createLogger } from '@latchkey/server'
import { uncounted } from '@latchkey/server/limits'
import type { DatabaseUnderTest } from '@latchkey/testing'
import { z } from 'zod'
import { buildManager, createFirstAdministrator, migrateManager, type ManagerDependencies } from './build-app.ts'
import type { ManagerTables } from './database/tables.ts'

export const password = 'correct horse battery'
export type Headers = Readonly<Record<string, string>>
type Method = 'GET' | 'POST' | 'DELETE' | 'PUT' | 'PATCH'

const issued = z.looseObject({ ID: z.number(), secretKey: z.string(), keyName: z.string() })
const withID = z.object({ ID: z.number() })

/** A manager on a database of its own, with one administrator who is signed in; only tests use it. */
export async function startManager(
  { place }: DatabaseUnderTest,
  given: Partial<
    Pick<ManagerDependencies, 'profile' | 'rateLimits' | 'clock' | 'trustProxy' | 'consoleAddresses' | 'sweepEveryMs'>
  > = {},
) {
  const at = place()
  const database: Database<ManagerTables> = await openDatabase(at)
  await migrateManager(database)
  const lines: string[] = []
  const hosts = ['localhost:80']
  const dependencies: ManagerDependencies = {
    database,
    keys: { pepper: Buffer.alloc(32, 1), master: Buffer.alloc(32, 2) },
    clock: Date.now,
    profile: 'full',
    rateLimits: uncounted,
    logger: createLogger({ write: (line) => void lines.push(line) }),
    hosts: () => hosts,
    ...given,
  }
  const app = await buildManager(dependencies)
  await createFirstAdministrator(dependencies, { userName: 'operator', password })

  const call = (method: Method, url: string, body?: unknown, headers: Headers = session) =>
    app.inject({
      method,
      url,
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { payload: JSON.stringify(body) }),
    })
  const signIn = async (userName = 'operator', secret = password, tenantName?: string): Promise<Headers> => {
    const answer = await call(
      'POST',
      '/api/sessions',
      { userName, password: secret, tenantName },
      { 'api-version': 'v1' },
    )
    if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} ${answer.body}`)
    const { RID } = z.object({ RID: z.string() }).parse(answer.json())
    return { cookie: String(answer.headers['set-cookie']), rid: RID, 'api-version': 'v1' }
  }
  const succeed = async (method: Method, url: string, body?: unknown, headers?: Headers): Promise<unknown> => {
    const answer = await call(method, url, body, headers)
    if (answer.statusCode >= 300) throw new Error(`${method} ${url}: ${answer.statusCode} ${answer.body}`)
    return answer.body === '' ? undefined : answer.json()
  }
  let made = 0
  const newKey = async (body: object = {}, headers?: Headers) =>
    issued.parse(await succeed('POST', '/api/apikeys', { keyName: `key-${(made += 1)}`, roleID: 1, ...body }, headers))
  const newRole = async (body: object = {}) =>
    withID.parse(await succeed('POST', '/api/roles', { name: `role-${(made += 1)}`, allowWebService: true, ...body }))
  let session: Headers = {}
  session = await signIn()
  return {
    app,
    database,
    dependencies,
    lines,
    hosts,
    session,
    call,
    succeed,
    signIn,
    newKey,
    newRole,
    /** Another one on the same database, as behind a load balancer; one process holds a SQLite file, so there it shares the connection. */
    startAnother: async (other: Partial<Pick<ManagerDependencies, 'rateLimits'>> = {}) => {
      const own = database.engine === 'postgres' ? await openDatabase<ManagerTables>(at) : undefined
      const another = await buildManager({ ...dependencies, ...other, database: own ?? database })
      const stop = async () => {
        await another.close()
        await own?.close()
      }
      return { app: another, stop }
    },
    stop: async () => {
      await app.close()
      await database.close()
      await at.dispose()
    },
  }
}
export type ManagerUnderTest = Awaited<ReturnType<typeof startManager>>

export const secretHeaders = (secret: string): Headers => ({ 'api-secret-key': secret, 'api-version': 'v1' })
