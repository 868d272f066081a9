import { managerEndpoints } from '@latchkey/contract'
import type { Database } from '@latchkey/database'
import { createEdge, registerEndpoints, type Logger } from '@latchkey/server'
import type { FastifyInstance } from 'fastify'
import type { Caller } from './caller.ts'
import type { ManagerTables } from './database/tables.ts'
import { apiKeyHandlers } from './features/api-keys/api-key-routes.ts'
import { createApiKeyService } from './features/api-keys/api-key-service.ts'
import { createApiKeySignIn } from './features/api-keys/api-key-sign-in.ts'
import { roleHandlers } from './features/roles/role-routes.ts'
import { createRoleService } from './features/roles/role-service.ts'
import { sessionHandlers } from './features/sessions/session-routes.ts'
import { createSessionService, tokenDigest } from './features/sessions/session-service.ts'
import { addHeaders, errorBody, refusalOf } from './http/answers.ts'
import { createAuthentication, requireVersion } from './http/authentication.ts'
import { acceptBodies } from './http/body.ts'
import { createRateLimits, type RateLimits } from './http/rate-limits.ts'
import { makePrimaryTenant } from './set-up/first-administrator.ts'

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
}

export async function buildManager(dependencies: ManagerDependencies): Promise<FastifyInstance> {
  const { database, keys, clock, profile } = dependencies
  const app = createEdge({ ...dependencies, bodyBytesMax: 1024 * 1024, errorBody, refusalOf })
  await makePrimaryTenant(dependencies, profile)
  acceptBodies(app)
  addHeaders(app)

  const core = { database, pepper: keys.pepper, clock, profile }
  const keySignIn = createApiKeySignIn(core)
  const sessions = createSessionService(core)
  const authenticate = createAuthentication({
    signInKey: (secret) => keySignIn.signIn(secret),
    resumeSession: (sID) => sessions.resume(sID),
    digest: tokenDigest,
    admit: createRateLimits(dependencies.rateLimits, clock),
  })
  app.addHook('onClose', () => keySignIn.settled())

  const { apiKeys, roles, sessions: sessionTable } = managerEndpoints
  registerEndpoints<{ sessions: typeof sessionTable }, Caller | undefined>(app, {
    table: { sessions: sessionTable },
    prefix: '/api',
    authenticate: async (request, endpoint): Promise<Caller | undefined> => {
      if (endpoint.access !== 'anyone') return await authenticate(request, endpoint)
      requireVersion(request)
      return undefined
    },
    handlers: { sessions: sessionHandlers(sessions, { secureCookie: dependencies.tls !== undefined }) },
  })
  registerEndpoints(app, {
    table: { apiKeys, roles },
    prefix: '/api',
    authenticate,
    handlers: { apiKeys: apiKeyHandlers(createApiKeyService(core)), roles: roleHandlers(createRoleService(core)) },
  })
  app.get('/livez', async () => ({ status: 'live' }))
  app.get('/readyz', async () => {
    await database.probeWrite()
    return { status: 'ready' }
  })
  return app
}
