import cookies from '@fastify/cookie'
import { bffEndpoints, Refusal, type Endpoint } from '@latchkey/contract'
import { DatabaseUnavailable, DiskFull, OutcomeUnknown, type Database } from '@latchkey/database'
import { createEdge, registerEndpoints, type Logger } from '@latchkey/server'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ConsoleTables } from './database/tables.ts'
import { managerApiHandlers, type ManagerCaller } from './features/manager-api/manager-api-routes.ts'
import { sessionHandlers } from './features/session/session-routes.ts'
import { createSessionService, signedOut, type Person } from './features/session/session-service.ts'
import { setUpHandlers } from './features/set-up/set-up-routes.ts'
import { createSetUpService } from './features/set-up/set-up-service.ts'
import { tokenOf } from './http/cookie.ts'
import { acceptPolicyReports } from './http/csp-report.ts'
import { refuseForgery } from './http/forgery.ts'
import { apiHeaders, commonHeaders } from './http/headers.ts'
import { createCallLimit, createSignInLimit } from './http/rate-limits.ts'
import { serveConsole } from './http/static-files.ts'
import { acceptStrictBodies } from './http/strict-body.ts'
import { createManagerClient } from './manager-client.ts'

export { migrateConsole } from './database/migrations.ts'

export interface BffDependencies {
  readonly database: Database<ConsoleTables>
  readonly keys: { readonly session: Buffer }
  readonly clock: () => number
  readonly logger: Logger
  readonly manager: { readonly url: string; readonly ca?: string }
  readonly hosts: () => readonly string[]
  readonly origins: () => readonly string[]
  readonly cookieName: () => string
  /** The built page. */
  readonly consoleFolder: string
  readonly demo: boolean
  readonly tls?: { readonly cert: string; readonly key: string }
  readonly trustProxy?: readonly string[]
}

export async function buildBff(dependencies: BffDependencies): Promise<FastifyInstance> {
  const { database, keys, clock, logger, demo, cookieName, origins } = dependencies
  const app = createEdge({ ...dependencies, bodyBytesMax: 64 * 1024, refusalOf })
  const secure = origins().every((origin) => origin.startsWith('https:'))
  const onSecretInRead = () => logger.error('a read of the manager held a secret and was cut')
  const manager = createManagerClient({ ...dependencies.manager, onSecretInRead })
  app.addHook('onClose', () => manager.close())
  app.addHook('onSend', async (request, reply, payload) => {
    const isCall =
      request.url.startsWith('/bff/') ||
      (reply.getHeader('content-security-policy') === undefined && reply.statusCode >= 400)
    reply.headers({ ...commonHeaders(secure), ...(isCall && apiHeaders) })
    return payload
  })
  await app.register(cookies)

  const sessions = createSessionService({ database, key: keys.session, clock, manager, demo })
  const admitCall = createCallLimit(clock)
  const personOf = async (request: FastifyRequest): Promise<Person> => {
    const token = tokenOf(request, cookieName())
    if (token === undefined) throw signedOut()
    const person = await sessions.resume(token)
    admitCall(person.digest)
    return person
  }
  await app.register(async (scope) => {
    acceptStrictBodies(scope)
    const { session, setUp, apiKeys, roles } = bffEndpoints
    const signInLimit = createSignInLimit(clock)
    registerEndpoints<{ session: typeof session; setUp: typeof setUp }, Person | undefined>(scope, {
      table: { session, setUp },
      prefix: '/bff',
      authenticate: async (request, { access }: Endpoint) => {
        refuseForgery(request, origins())
        return access === 'anyone' ? undefined : await personOf(request)
      },
      handlers: {
        session: sessionHandlers(sessions, cookieName, signInLimit),
        setUp: setUpHandlers(createSetUpService(manager), signInLimit),
      },
    })
    registerEndpoints<{ apiKeys: typeof apiKeys; roles: typeof roles }, ManagerCaller>(scope, {
      table: { apiKeys, roles },
      prefix: '/bff',
      authenticate: async (request) => {
        refuseForgery(request, origins())
        const person = await personOf(request)
        return { asPerson: (work) => sessions.whileSignedIn(person, work) }
      },
      handlers: managerApiHandlers(manager),
    })
  })
  acceptPolicyReports(app, clock)
  app.get('/livez', async () => ({ status: 'live' }))
  app.get('/readyz', async () => {
    await database.probeWrite()
    return { status: 'ready' }
  })
  serveConsole(app, dependencies.consoleFolder, secure)
  return app
}

/** A store that does not answer is never "nobody is signed in". */
function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof DiskFull) return new Refusal(507, 'The disk is full: nothing was changed.', { cause: error })
  if (error instanceof DatabaseUnavailable)
    return new Refusal(503, "The console's database cannot be reached: nothing was changed.", { cause: error })
  if (error instanceof OutcomeUnknown)
    return new Refusal(503, "The console's database gave no answer: whether something was changed is not known.", {
      cause: error,
    })
  return undefined
}
