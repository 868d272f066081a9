import { sharingCommits, type Database } from '@latchkey/database'
import { createEdge, type Logger } from '@latchkey/server'
import { isAmong, isLoopback } from '@latchkey/server/addresses'
import { standardLimits, type Limits } from '@latchkey/server/limits'
import { createSignInLimit, type AdmitSignIn, type SignInLimit } from '@latchkey/server/sign-in-limit'
import type { FastifyInstance } from 'fastify'
import { openSteadyClock, type SteadyClock } from './database/steady-clock.ts'
import type { ManagerTables } from './database/tables.ts'
import { takingTurns } from './database/turns.ts'
import { createSetUpService } from './features/set-up/set-up-service.ts'
import { addHeaders, errorBodyOf, refusalOf } from './http/answers.ts'
import { acceptBodies } from './http/body.ts'
import { compressLists } from './http/compression.ts'
import { createRateLimits } from './http/rate-limits.ts'
import { traceVisionOne } from './http/vision-one.ts'
import { inSteps, repeatedly } from './housekeeping.ts'
import { registerRoutes } from './routes.ts'
import { createServices, type Services } from './services.ts'
import { createFirstAdministrator, hasAdministrator, makePrimaryTenant } from './set-up/first-administrator.ts'

export { migrateManager } from './database/migrations.ts'
export { createApiKeyPages } from './features/api-keys/api-key-list-repository.ts'
export { jsonList } from './http/json-list.ts'
export { seedDemo } from './set-up/demo.ts'
export { createFirstAdministrator, hasAdministrator, resetAdministrator } from './set-up/first-administrator.ts'

export interface ManagerDependencies {
  readonly database: Database<ManagerTables>
  readonly keys: { readonly pepper: Buffer; readonly master: Buffer }
  readonly clock: () => number
  readonly logger: Logger
  readonly hosts: () => readonly string[]
  readonly profile: 'full' | 'stock'
  /** Where they are not the standard ones. */
  readonly rateLimits?: Partial<Limits>
  readonly tls?: { readonly cert: string; readonly key: string }
  readonly trustProxy?: readonly string[]
  /** Where consoles call from, besides this machine. */
  readonly consoleAddresses?: readonly string[]
  /** How often what has ended or grown old is looked for. */
  readonly sweepEveryMs?: number
}

const writeUsageEveryMs = 1_000
const writeWrongSecretsEveryMs = 1_000
const clockMayDifferMs = 60_000

export async function buildManager(dependencies: ManagerDependencies): Promise<FastifyInstance> {
  const { profile, sweepEveryMs = 60_000 } = dependencies
  const limits = { ...standardLimits, ...dependencies.rateLimits }
  const database = sharingCommits(takingTurns(dependencies.database))
  const app = createEdge({ ...dependencies, bodyBytesMax: 1024 * 1024, errorBody: errorBodyOf(profile), refusalOf })
  await makePrimaryTenant(dependencies)
  const clock = keepTime(app, await openSteadyClock(database, dependencies.clock), sweepEveryMs)
  acceptBodies(app)
  addHeaders(app)
  compressLists(app)
  traceVisionOne(app)
  const services = createServices({ ...dependencies, database, clock })
  registerRoutes(app, {
    services: { ...services, setUp: setUpServiceOf({ ...dependencies, clock }) },
    profile,
    admit: createRateLimits(limits, clock),
    admitSignIn: signInAdmission(createSignInLimit(clock, limits), dependencies),
  })
  keepHouse(app, services, sweepEveryMs)
  app.get('/livez', async () => ({ status: 'live' }))
  app.get('/readyz', async () => {
    await database.probeWrite()
    return { status: 'ready' }
  })
  return app
}

function keepTime(app: FastifyInstance, { behindMs, now, keep }: SteadyClock, everyMs: number): () => number {
  if (behindMs > clockMayDifferMs)
    app.log.warn(
      { behindMs, latest: new Date(now()).toISOString() },
      'the clock of this machine stands before what was already seen: until it has caught up, time stands still',
    )
  repeatedly(app, everyMs, 'writing down the time', keep)
  app.addHook('onClose', () =>
    keep().catch((error: unknown) => app.log.error({ err: error }, 'the time was not written down')),
  )
  return now
}

/** A console counts for the people behind it, so what comes from one is not counted a second time. */
function signInAdmission(limit: SignInLimit, { consoleAddresses = [] }: ManagerDependencies): AdmitSignIn {
  const isConsole = isAmong(consoleAddresses)
  return (address, signIn) => (isLoopback(address) || isConsole(address) ? signIn() : limit.admit(address, signIn))
}

function keepHouse(app: FastifyInstance, services: Services, sweepEveryMs: number): void {
  const { apiKeys, keySignIn, sessions, systemEvents, usage } = services
  app.addHook('onClose', async () => {
    await keySignIn.settled().catch((error: unknown) => app.log.error({ err: error }, 'wrong secrets were not written'))
    await usage.writeCounted().catch((error: unknown) => app.log.error({ err: error }, 'API usage was not written'))
  })
  repeatedly(app, writeWrongSecretsEveryMs, 'writing wrong secrets', () => keySignIn.writeWrongSecrets())
  repeatedly(app, writeUsageEveryMs, 'writing API usage', () => usage.writeCounted())
  repeatedly(app, sweepEveryMs, 'telling what ended and removing what is old', async () => {
    await inSteps(() => apiKeys.tellExpired())
    for (const tenantID of await services.tenantIDs()) {
      await inSteps(() => sessions.tellTimedOut(tenantID))
      await inSteps(() => systemEvents.removeOld(tenantID))
      await inSteps(() => usage.removeOld(tenantID))
    }
  })
}

type SetUpPart = Parameters<typeof createFirstAdministrator>[0]

const setUpServiceOf = (dependencies: SetUpPart) =>
  createSetUpService({
    ...dependencies,
    hasAdministrator: () => hasAdministrator(dependencies),
    makeAdministrator: (first) => createFirstAdministrator(dependencies, first),
  })

/** The token of this start's set-up link; none once there is an administrator. */
export const offerSetUp = (dependencies: SetUpPart): Promise<string | undefined> => setUpServiceOf(dependencies).offer()
