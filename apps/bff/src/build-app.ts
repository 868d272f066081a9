import cookies from '@fastify/cookie'
import { bffEndpoints, Refusal, type Endpoint } from '@latchkey/contract'
import { DatabaseUnavailable, DiskFull, OutcomeUnknown, StorageFault, type Database } from '@latchkey/database'
import { createEdge, registerEndpoints, type Logger } from '@latchkey/server'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ConsoleTables } from './database/tables.ts'
import { managerApiHandlers, type ManagerCaller } from './features/manager-api/manager-api-routes.ts'
import { sessionHandlers } from './features/session/session-routes.ts'
import {
  createSessionService,
  signedOut,
  type Person,
  type SessionService,
} from './features/session/session-service.ts'
import { setUpHandlers } from './features/set-up/set-up-routes.ts'
import { createSetUpService } from './features/set-up/set-up-service.ts'
import { tokenOf } from './http/cookie.ts'
import { cutAtSecret } from './http/cut-at-secret.ts'
import { acceptPolicyReports } from './http/csp-report.ts'
import { refuseForgery } from './http/forgery.ts'
import { addStandardHeaders } from './http/headers.ts'
import { createCallLimit, createSignInLimit } from './http/rate-limits.ts'
import { answerHealth } from './http/readiness.ts'
import { serveConsole } from './http/static-files.ts'
import { acceptStrictBodies } from './http/strict-body.ts'
import { createManagerClient, type ManagerAddress } from './manager-client.ts'

export { migrateConsole } from './database/migrations.ts'

export interface BffDependencies {
  readonly database: Database<ConsoleTables>
  readonly keys: { readonly session: Buffer }
  readonly clock: () => number
  readonly logger: Logger
  readonly manager: ManagerAddress
  readonly hosts: () => readonly string[]
  readonly origins: () => readonly string[]
  readonly cookieName: () => string
  /** The built page. */
  readonly consoleFolder: string
  readonly demo: boolean
  readonly tls?: { readonly cert: string; readonly key: string }
  readonly trustProxy?: readonly string[]
}

const prefix = '/bff'
const bodyBytesMax = 64 * 1024
const signInBytesMax = 4 * 1024
// A list may stream for 120 s; what bounds it is the manager client.
const streamTimeoutMs = 125_000
const sweepEveryMs = 60_000

export async function buildBff(dependencies: BffDependencies): Promise<FastifyInstance> {
  const { database, keys, clock, logger, demo, cookieName, origins } = dependencies
  const app = createEdge({ ...dependencies, bodyBytesMax, refusalOf })
  const secure = origins().every((origin) => origin.startsWith('https:'))
  const manager = createManagerClient({
    ...dependencies.manager,
    guardRead: (path) => cutAtSecret(() => logger.error({ path }, 'a read of the manager held a secret and was cut')),
    onSecret: (path) => logger.error({ path }, 'the answer to a change held a secret and was thrown away'),
    onSignOutFailed: (error) => logger.warn({ err: error }, 'a session at the manager could not be ended'),
  })
  app.addHook('onClose', () => manager.close())
  addStandardHeaders(app, secure)
  await app.register(cookies)

  const sessions = createSessionService({ database, key: keys.session, clock, manager, demo })
  sweepNowAndThen(app, sessions)
  const admitCall = createCallLimit(clock)
  const personOf = async (request: FastifyRequest): Promise<Person> => {
    const token = tokenOf(request, cookieName())
    if (token === undefined) throw signedOut()
    const person = await sessions.resume(token)
    admitCall(person.digest)
    return person
  }

  const { session, setUp, apiKeys, roles, administrators } = bffEndpoints
  const managerApi = { apiKeys, roles, administrators }
  await app.register(async (scope) => {
    acceptStrictBodies(scope, signInBytesMax)
    const signInLimit = createSignInLimit(clock)
    registerEndpoints<{ session: typeof session; setUp: typeof setUp }, Person | undefined>(scope, {
      table: { session, setUp },
      prefix,
      authenticate: async (request, { access }: Endpoint) => {
        refuseForgery(request, origins())
        return access === 'anyone' ? undefined : await personOf(request)
      },
      handlers: {
        session: sessionHandlers(sessions, cookieName, signInLimit),
        setUp: setUpHandlers(createSetUpService(manager), signInLimit),
      },
    })
  })
  await app.register(async (scope) => {
    acceptStrictBodies(scope, bodyBytesMax)
    scope.addHook('onRoute', (route) => void (route.handlerTimeout = streamTimeoutMs))
    registerEndpoints<typeof managerApi, ManagerCaller>(scope, {
      table: managerApi,
      prefix,
      authenticate: async (request) => {
        refuseForgery(request, origins())
        const person = await personOf(request)
        return { asPerson: (work) => sessions.whileSignedIn(person, work) }
      },
      handlers: managerApiHandlers(manager),
    })
  })
  acceptPolicyReports(app, clock)
  answerHealth(app, () => database.probeWrite(), clock)
  serveConsole(app, dependencies.consoleFolder, secure)
  return app
}

function sweepNowAndThen(app: FastifyInstance, sessions: SessionService): void {
  let running = Promise.resolve()
  const timer = setInterval(() => {
    running = sessions
      .sweep()
      .catch((error: unknown) => app.log.error({ err: error }, 'ended sessions could not be swept'))
  }, sweepEveryMs).unref()
  app.addHook('onClose', async () => {
    clearInterval(timer)
    await running
  })
}

/** A store that does not answer is never "nobody is signed in". */
function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof DiskFull) return new Refusal(507, 'The disk is full: nothing was changed.', { cause: error })
  if (error instanceof DatabaseUnavailable)
    return new Refusal(503, "The console's database cannot be reached: nothing was changed.", { cause: error })
  if (error instanceof OutcomeUnknown || error instanceof StorageFault)
    return new Refusal(503, "The console's database gave no answer: whether something was changed is not known.", {
      cause: error,
    })
  return undefined
}
