import { managerEndpoints, visionOneEndpoints, type Endpoint } from '@latchkey/contract'
import { registerEndpoints } from '@latchkey/server'
import type { AdmitSignIn } from '@latchkey/server/sign-in-limit'
import type { FastifyInstance } from 'fastify'
import type { Caller } from './caller.ts'
import { administratorHandlers } from './features/administrators/administrator-routes.ts'
import { apiKeyHandlers } from './features/api-keys/api-key-routes.ts'
import { apiUsageMetricHandlers } from './features/api-usage-metrics/api-usage-metric-routes.ts'
import { mfaHandlers } from './features/mfa/mfa-routes.ts'
import { roleHandlers } from './features/roles/role-routes.ts'
import { sessionHandlers } from './features/sessions/session-routes.ts'
import { tokenDigest } from './features/sessions/session-service.ts'
import { setUpHandlers } from './features/set-up/set-up-routes.ts'
import type { SetUpService } from './features/set-up/set-up-service.ts'
import { systemEventHandlers } from './features/system-events/system-event-routes.ts'
import { systemSettingHandlers } from './features/system-settings/system-setting-routes.ts'
import { tenantHandlers } from './features/tenants/tenant-routes.ts'
import { secretBehind } from './features/vision-one/bearer-token.ts'
import { visionOneHandlers } from './features/vision-one/vision-one-routes.ts'
import { productVersion } from './http/answers.ts'
import { createAuthentication, requireVersion } from './http/authentication.ts'
import { registerLegacySessions } from './http/legacy-sessions.ts'
import { registerOpenApi } from './http/openapi.ts'
import { createUsageMeter } from './http/usage-meter.ts'
import { createBearerAuthentication } from './http/vision-one.ts'
import type { Services } from './services.ts'

interface Registration {
  readonly services: Services & { readonly setUp: SetUpService }
  readonly profile: 'full' | 'stock'
  /** Counts the call and refuses it when there were too many. */
  readonly admit: (caller: Caller) => void
  readonly admitSignIn: AdmitSignIn
}

/** Everything the manager answers but its health. */
export function registerRoutes(app: FastifyInstance, registration: Registration): void {
  const { services, profile, admitSignIn } = registration
  registerApi(app, registration)
  registerLegacySessions(app, services.sessions, admitSignIn)
  // A stock manager has nothing of ours, and is none of Vision One.
  if (profile === 'stock') return
  registerVisionOne(app, registration)
  registerOpenApi(app, productVersion)
}

function registerApi(app: FastifyInstance, { services, profile, admit, admitSignIn }: Registration): void {
  const meter = createUsageMeter(app, (call) => services.usage.count(call))
  const authenticate = createAuthentication({
    signInKey: (secret) => services.keySignIn.signIn(secret),
    resumeSession: (sID) => services.sessions.resume(sID),
    digest: tokenDigest,
    admit,
    called: meter.called,
  })
  const offers = ({ extension }: Endpoint) => profile === 'full' || extension !== true
  const { sessions, setUp, ...table } = managerEndpoints
  registerEndpoints<{ sessions: typeof sessions; setUp: typeof setUp }, Caller | undefined>(app, {
    table: { sessions, setUp },
    prefix: '/api',
    offers,
    authenticate: async (request, endpoint): Promise<Caller | undefined> => {
      if (endpoint.access !== 'anyone') return await authenticate(request, endpoint)
      requireVersion(request)
      return undefined
    },
    handlers: { sessions: sessionHandlers(services.sessions, admitSignIn), setUp: setUpHandlers(services.setUp) },
  })
  registerEndpoints(app, {
    table,
    prefix: '/api',
    offers,
    authenticate,
    answering: meter.answering,
    handlers: {
      apiKeys: apiKeyHandlers(services.apiKeys),
      roles: roleHandlers(services.roles),
      administrators: administratorHandlers(services.administrators, services.current),
      mfa: mfaHandlers(services.mfa),
      systemEvents: systemEventHandlers(services.systemEvents),
      apiUsageMetrics: apiUsageMetricHandlers(services.usage),
      systemSettings: systemSettingHandlers(services.systemSettings),
      tenants: tenantHandlers(services.tenants),
    },
  })
}

function registerVisionOne(app: FastifyInstance, { services, admit }: Registration): void {
  registerEndpoints(app, {
    table: visionOneEndpoints,
    prefix: '/v3.0',
    authenticate: createBearerAuthentication({
      signInKey: (secret) => services.keySignIn.signIn(secret),
      secretBehind,
      admit,
    }),
    handlers: visionOneHandlers(services.visionOne),
  })
}
