import { createSecretKey } from 'node:crypto'
import { managerEndpoints, visionOneEndpoints, type Endpoint } from '@latchkey/contract'
import type { Database } from '@latchkey/database'
import { createEdge, registerEndpoints, type Logger } from '@latchkey/server'
import type { FastifyInstance } from 'fastify'
import type { Caller } from './caller.ts'
import type { ManagerTables } from './database/tables.ts'
import { takingTurns } from './database/turns.ts'
import { administratorHandlers } from './features/administrators/administrator-routes.ts'
import { createCurrentAdministratorService } from './features/administrators/current-administrator-service.ts'
import { hashAllowed, refuseWeakPassword } from './features/administrators/password-rules.ts'
import { createAdministratorService } from './features/administrators/administrator-service.ts'
import { apiKeyHandlers } from './features/api-keys/api-key-routes.ts'
import { createApiKeyService } from './features/api-keys/api-key-service.ts'
import { createApiKeySignIn } from './features/api-keys/api-key-sign-in.ts'
import { mfaHandlers } from './features/mfa/mfa-routes.ts'
import { createMfaService } from './features/mfa/mfa-service.ts'
import { createSecondFactor } from './features/mfa/second-factor.ts'
import { apiUsageMetricHandlers } from './features/api-usage-metrics/api-usage-metric-routes.ts'
import { createApiUsageMetricService } from './features/api-usage-metrics/api-usage-metric-service.ts'
import { roleHandlers } from './features/roles/role-routes.ts'
import { createRoleService } from './features/roles/role-service.ts'
import { compressLists } from './http/compression.ts'
import { registerOpenApi } from './http/openapi.ts'
import { registerLegacySessions } from './http/legacy-sessions.ts'
import { createCredentials } from './features/sessions/credentials.ts'
import { hashPassword } from './features/sessions/password.ts'
import { createSessionRepository } from './features/sessions/session-repository.ts'
import { sessionHandlers } from './features/sessions/session-routes.ts'
import { createSessionService, tokenDigest } from './features/sessions/session-service.ts'
import { serviceKeyIssuer } from './features/api-keys/issued-key.ts'
import { setUpHandlers } from './features/set-up/set-up-routes.ts'
import { createSetUpService } from './features/set-up/set-up-service.ts'
import { systemEventHandlers } from './features/system-events/system-event-routes.ts'
import { createSystemEventService } from './features/system-events/system-event-service.ts'
import { systemSettingHandlers } from './features/system-settings/system-setting-routes.ts'
import { createSystemSettingService } from './features/system-settings/system-setting-service.ts'
import { tenantHandlers } from './features/tenants/tenant-routes.ts'
import { createTenantRepository } from './features/tenants/tenant-repository.ts'
import { createTenantService } from './features/tenants/tenant-service.ts'
import { secretBehind } from './features/vision-one/bearer-token.ts'
import { visionOneHandlers } from './features/vision-one/vision-one-routes.ts'
import { createClusterService } from './features/vision-one/cluster-service.ts'
import { createVisionOneKeyService } from './features/vision-one/vision-one-key-service.ts'
import { createVisionOneRoleService } from './features/vision-one/vision-one-role-service.ts'
import { createBearerAuthentication, traceVisionOne } from './http/vision-one.ts'
import { addHeaders, errorBodyOf, productVersion, refusalOf } from './http/answers.ts'
import { createAuthentication, requireVersion } from './http/authentication.ts'
import { acceptBodies } from './http/body.ts'
import { createRateLimits, type RateLimits } from './http/rate-limits.ts'
import { createUsageMeter } from './http/usage-meter.ts'
import { inSteps, repeatedly } from './housekeeping.ts'
import { addTenant } from './set-up/new-tenant.ts'
import { defaultSettings } from './settings/settings.ts'
import { createFirstAdministrator, hasAdministrator, makePrimaryTenant } from './set-up/first-administrator.ts'

export { migrateManager } from './database/migrations.ts'
export { seedDemo } from './set-up/demo.ts'
export { createFirstAdministrator, hasAdministrator, resetAdministrator } from './set-up/first-administrator.ts'

export interface ManagerDependencies {
  readonly database: Database<ManagerTables>
  readonly keys: { readonly pepper: Buffer; readonly master: Buffer }
  readonly clock: () => number
  readonly logger: Logger
  readonly hosts: () => readonly string[]
  readonly profile: 'full' | 'stock'
  readonly rateLimits: RateLimits | 'off'
  readonly tls?: { readonly cert: string; readonly key: string }
  readonly trustProxy?: readonly string[]
  /** How often what has ended or grown old is looked for. */
  readonly sweepEveryMs?: number
}

const writeUsageEveryMs = 1_000

type Transaction = Parameters<Parameters<Database<ManagerTables>['transaction']>[0]>[0]

export async function buildManager(dependencies: ManagerDependencies): Promise<FastifyInstance> {
  const { keys, clock, profile } = dependencies
  const database = takingTurns(dependencies.database)
  const app = createEdge({ ...dependencies, bodyBytesMax: 1024 * 1024, errorBody: errorBodyOf(profile), refusalOf })
  await makePrimaryTenant(dependencies)
  acceptBodies(app)
  addHeaders(app)
  compressLists(app)
  traceVisionOne(app)

  const core = { database, pepper: keys.pepper, clock, profile }
  const ofKeys = { ...core, pepper: createSecretKey(keys.pepper) }
  const keySignIn = createApiKeySignIn(ofKeys)
  const hash = (password: string) => hashPassword(keys.pepper, password)
  const people = {
    ...core,
    hashPassword: hashAllowed(database, hash),
    endSessions: (transaction: Transaction, ID: number) => createSessionRepository(transaction).removeAllOf(ID),
    endOtherSessions: (transaction: Transaction, { ID, session }: Pick<Caller, 'ID' | 'session'>) =>
      createSessionRepository(transaction).removeAllOf(ID, session),
  }
  const secondFactor = createSecondFactor({ ...core, master: keys.master })
  const credentials = createCredentials({ ...core, acceptCode: (ID, code) => secondFactor.accept(ID, code) })
  const current = createCurrentAdministratorService({
    ...people,
    provePassword: (ID, password) => credentials.proveAgain(ID, { password }),
  })
  const mfa = createMfaService({
    ...people,
    master: keys.master,
    proveCode: (ID, mfaCode) => credentials.proveAgain(ID, { mfaCode }),
  })
  const sessions = createSessionService({
    ...core,
    credentials,
    replacePassword: ({ tenantID, ID, username: name }, password) =>
      current.replaceExpired({ tenantID, ID, name }, password),
  })
  const apiKeys = createApiKeyService(ofKeys)
  const signInKey = (secret: string) => keySignIn.signIn(secret)
  const admit = createRateLimits(dependencies.rateLimits, clock)
  const usage = createApiUsageMetricService(core)
  const meter = createUsageMeter(app, (call) => usage.count(call))
  const authenticate = createAuthentication({
    signInKey,
    resumeSession: (sID) => sessions.resume(sID),
    digest: tokenDigest,
    admit,
    called: meter.called,
  })
  app.addHook('onClose', async () => {
    await keySignIn.settled()
    await usage.writeCounted().catch((error: unknown) => app.log.error({ err: error }, 'API usage was not written'))
  })

  const systemEvents = createSystemEventService(core)
  repeatedly(app, writeUsageEveryMs, 'writing API usage', () => usage.writeCounted())
  repeatedly(app, dependencies.sweepEveryMs ?? 60_000, 'telling what ended and removing what is old', async () => {
    await inSteps(() => apiKeys.tellExpired())
    for (const tenantID of await createTenantRepository(database.kysely).IDs()) {
      await inSteps(() => sessions.tellTimedOut(tenantID))
      await inSteps(() => systemEvents.removeOld(tenantID))
      await inSteps(() => usage.removeOld(tenantID))
    }
  })

  // A stock manager has nothing of ours.
  const offers = ({ extension }: Endpoint) => profile === 'full' || extension !== true
  const { sessions: sessionTable, setUp: setUpTable, ...table } = managerEndpoints
  registerEndpoints<{ sessions: typeof sessionTable; setUp: typeof setUpTable }, Caller | undefined>(app, {
    table: { sessions: sessionTable, setUp: setUpTable },
    prefix: '/api',
    offers,
    authenticate: async (request, endpoint): Promise<Caller | undefined> => {
      if (endpoint.access !== 'anyone') return await authenticate(request, endpoint)
      requireVersion(request)
      return undefined
    },
    handlers: { sessions: sessionHandlers(sessions), setUp: setUpHandlers(setUpServiceOf(dependencies)) },
  })
  registerEndpoints(app, {
    table,
    prefix: '/api',
    offers,
    authenticate,
    answering: meter.answering,
    handlers: {
      apiKeys: apiKeyHandlers(apiKeys),
      roles: roleHandlers(createRoleService(core)),
      administrators: administratorHandlers(createAdministratorService(people), current),
      mfa: mfaHandlers(mfa),
      systemEvents: systemEventHandlers(systemEvents),
      apiUsageMetrics: apiUsageMetricHandlers(usage),
      systemSettings: systemSettingHandlers(createSystemSettingService(core)),
      tenants: tenantHandlers(
        createTenantService({
          ...core,
          newPasswordHash: async (password, username) => {
            refuseWeakPassword(password, username, defaultSettings.passwordRules)
            return await hash(password)
          },
          addTenant: (transaction, tenant) => addTenant(transaction, tenant, { created: clock(), profile }),
          issueServiceKey: serviceKeyIssuer(ofKeys),
        }),
      ),
    },
  })
  registerEndpoints(app, {
    table: visionOneEndpoints,
    prefix: '/v3.0',
    authenticate: createBearerAuthentication({ signInKey, secretBehind, admit }),
    offers: () => profile === 'full',
    handlers: visionOneHandlers({
      keys: createVisionOneKeyService({ ...core, apiKeys }),
      roles: createVisionOneRoleService(core),
      clusters: createClusterService(core),
    }),
  })
  registerLegacySessions(app, sessions)
  if (profile === 'full') registerOpenApi(app, productVersion)
  app.get('/livez', async () => ({ status: 'live' }))
  app.get('/readyz', async () => {
    await database.probeWrite()
    return { status: 'ready' }
  })
  return app
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
