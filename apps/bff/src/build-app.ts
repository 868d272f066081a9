import cookies from '@fastify/cookie'
import { bffEndpoints, heldRights, managerForPage, type Endpoint } from '@latchkey/contract'
import { createEdge, registerEndpoints } from '@latchkey/server'
import { standardLimits } from '@latchkey/server/limits'
import { createSignInLimit } from '@latchkey/server/sign-in-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { workInBackground } from './background.ts'
import type { Caller, Person } from './caller.ts'
import { activityHandlers } from './features/activity/activity-routes.ts'
import { issuanceHandlers } from './features/issuance/issuance-routes.ts'
import { createLiveStreams } from './features/live/live-routes.ts'
import { managerApiHandlers } from './features/manager-api/manager-api-routes.ts'
import { noteHandlers } from './features/notes/note-routes.ts'
import { ownSessionHandlers, sessionHandlers } from './features/session/session-routes.ts'
import { signedOut } from './features/session/session-store.ts'
import { setUpHandlers } from './features/set-up/set-up-routes.ts'
import { giveToken, tokenOf } from './http/cookie.ts'
import { countsOf } from './counts.ts'
import { acceptPolicyReports } from './http/csp-report.ts'
import { refuseForgery } from './http/forgery.ts'
import { addStandardHeaders } from './http/headers.ts'
import { createMetrics, type Metrics } from './http/metrics.ts'
import { originOf } from './http/origin.ts'
import { createCallLimit, createMinuteLimit } from './http/rate-limits.ts'
import { answerHealth } from './http/readiness.ts'
import { serveConsole } from './http/static-files.ts'
import { storeRefusal } from './http/store-refusal.ts'
import { acceptStrictBodies } from './http/strict-body.ts'
import { createRefusalRecorder } from './refusals.ts'
import { createServices, type ServiceDependencies, type Services } from './services.ts'

export { readAnchors } from './activity/anchor-file.ts'
export { verifyActivity } from './activity/verify.ts'
export { checkManager } from './manager-client/check.ts'
export { migrateConsole } from './database/migrations.ts'
export { nameOfOwnManager } from './database/own-manager.ts'
// For a bench that does the same without a session.
export { addStandardHeaders } from './http/headers.ts'
export { guardAgainstSecrets } from './http/cut-at-secret.ts'
export { createManagerClient } from './manager-client.ts'

export interface BffDependencies extends ServiceDependencies {
  readonly hosts: () => readonly string[]
  readonly origins: () => readonly string[]
  readonly cookieName: () => string
  /** The built page. */
  readonly consoleFolder: string
  /** From then on a balancer should send people elsewhere. */
  readonly isStopping?: () => boolean
  readonly tls?: { readonly cert: string; readonly key: string }
  readonly trustProxy?: readonly string[]
  readonly metrics?: Metrics
}

const prefix = '/bff'
const ourselves = { requestID: '', address: '', userAgent: '' }
const bodyBytesMax = 64 * 1024
const signInBytesMax = 4 * 1024
// A list may stream for 120 s; what bounds it is the manager client.
const listTimeoutMs = 125_000
// Longer than any session lives.
const liveTimeoutMs = 13 * 60 * 60_000

export async function buildBff(dependencies: BffDependencies): Promise<FastifyInstance> {
  const { database, clock, cookieName, origins } = dependencies
  const limits = { ...standardLimits, ...dependencies.rateLimits }
  const app = createEdge({ ...dependencies, bodyBytesMax, refusalOf: storeRefusal })
  const secure = origins().every((origin) => origin.startsWith('https:'))
  addStandardHeaders(app, secure)
  dependencies.metrics?.watch(app)
  // Ours is read where it is needed, and by a stricter rule than the plugin's.
  await app.register(cookies, { hook: false })
  const services = createServices(dependencies)
  const people = new WeakMap<FastifyRequest, Person>()
  const refusals = createRefusalRecorder(services.recorder, clock)
  refusals.watch(app, (request) => people.get(request))
  const streams = createLiveStreams(services.live, services.sessions.isAlive)
  const callerOf = createCallers(services, dependencies, createCallLimit(clock, limits), people)
  await app.register((scope) => registerEntry(scope, services, { ...dependencies, callerOf }))
  await app.register((scope) => registerCalls(scope, services, { ...dependencies, callerOf }))
  await app.register(async (scope) => {
    scope.addHook('onRoute', (route) => void (route.handlerTimeout = liveTimeoutMs))
    registerEndpoints<Pick<typeof bffEndpoints, 'live'>, Caller>(scope, {
      table: { live: bffEndpoints.live },
      prefix,
      authenticate: (request) => callerOf(request, true),
      handlers: { live: streams.handlers },
    })
  })
  acceptPolicyReports(app, createMinuteLimit(clock, limits.reports), refusals.violated)
  const isStopping = dependencies.isStopping ?? (() => false)
  answerHealth(app, { probeWrite: () => database.probeWrite(), isStopping, clock })
  serveConsole(app, dependencies.consoleFolder, secure)
  app.addHook('onReady', async () => {
    await services.live.open()
    await services.recorder.open(ourselves)
    await services.issuances.recover()
  })
  app.addHook('preClose', async () => streams.close())
  const endBackground = workInBackground(app, services)
  app.addHook('onClose', async () => {
    const ended = endBackground()
    // What it still asks the manager is broken off, and how that ended is recorded before the last entry.
    await services.manager.close()
    await ended
    await services.recorder.close(ourselves)
    await services.live.close()
  })
  return app

  /** What is called to come in, or before anybody is in. */
  async function registerEntry(scope: FastifyInstance, { sessions, setUp }: Services, { callerOf: find }: WithCallers) {
    acceptStrictBodies(scope, signInBytesMax)
    const limit = createSignInLimit(clock, limits)
    const table = { session: bffEndpoints.session, setUp: bffEndpoints.setUp }
    registerEndpoints<typeof table, Caller | undefined>(scope, {
      table,
      prefix,
      authenticate: async (request, { access }: Endpoint) => {
        if (access !== 'anyone') return await find(request)
        refuseForgery(request, origins())
        return undefined
      },
      handlers: { session: sessionHandlers(sessions, cookieName, limit), setUp: setUpHandlers(setUp, limit) },
    })
  }
}

/** For a port of its own that only this machine reaches. */
export function buildMetrics(
  { database, logger }: Pick<BffDependencies, 'database' | 'logger'>,
  hosts: () => readonly string[],
) {
  const metrics = createMetrics(() => countsOf(database))
  const app = createEdge({ logger, hosts, bodyBytesMax: 1024, refusalOf: storeRefusal })
  app.get('/metrics', async (_request, reply) => {
    reply.type('text/plain; version=0.0.4; charset=utf-8')
    return await metrics.text()
  })
  return { metrics, app }
}

type FindCaller = (request: FastifyRequest, isPassive?: boolean) => Promise<Caller>
type WithCallers = BffDependencies & { readonly callerOf: FindCaller }

function createCallers(
  { sessions }: Services,
  { cookieName, origins }: BffDependencies,
  admitCall: (session: string) => void,
  people: WeakMap<FastifyRequest, Person>,
): FindCaller {
  return async (request, isPassive = request.headers['x-passive'] === '1') => {
    refuseForgery(request, origins())
    const token = tokenOf(request, cookieName())
    if (token === undefined) throw signedOut()
    const origin = originOf(request)
    const person = await sessions.resume(token, origin, isPassive)
    people.set(request, person)
    admitCall(person.digest)
    return {
      person,
      origin,
      asPerson: (work) => sessions.whileSignedIn(person, origin, work),
      rights: async () => {
        const { role } = await sessions.whileSignedIn(person, origin, () => sessions.describe(person))
        return role && heldRights(role.rights)
      },
    }
  }
}

/** What is called by whoever is in. */
async function registerCalls(scope: FastifyInstance, services: Services, { callerOf, cookieName }: WithCallers) {
  acceptStrictBodies(scope, bodyBytesMax)
  scope.addHook('onRoute', (route) => void (route.handlerTimeout = listTimeoutMs))
  const { session: _session, setUp: _setUp, live: _live, ...table } = bffEndpoints
  const { setUp: _, ...managerTable } = managerForPage
  registerEndpoints<typeof table, Caller>(scope, {
    table,
    prefix,
    authenticate: (request) => callerOf(request),
    handlers: {
      ...managerApiHandlers(managerTable, services.managerApi, async ({ person, origin }, reply) => {
        const token = await services.sessions.renew(person, origin)
        if (token !== undefined) giveToken(reply, cookieName(), token)
      }),
      sessions: ownSessionHandlers(services.sessions),
      issuances: issuanceHandlers(services.issuances),
      notes: noteHandlers(services.notes),
      activity: activityHandlers(services.activity),
    },
  })
}
