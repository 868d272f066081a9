import { administratorEndpoints } from './administrators.ts'
import { apiKeyEndpoints } from './api-keys.ts'
import { apiUsageMetricEndpoints } from './api-usage-metrics.ts'
import { mfaEndpoints } from './mfa.ts'
import { roleEndpoints } from './roles.ts'
import { sessionEndpoints } from './sessions.ts'
import { setUpEndpoints } from './set-up.ts'
import { systemEventEndpoints } from './system-events.ts'
import { systemSettingEndpoints } from './system-settings.ts'
import { tenantEndpoints } from './tenants.ts'

/** Everything under /api of a manager. */
export const managerEndpoints = {
  sessions: sessionEndpoints,
  apiKeys: apiKeyEndpoints,
  roles: roleEndpoints,
  administrators: administratorEndpoints,
  mfa: mfaEndpoints,
  tenants: tenantEndpoints,
  systemSettings: systemSettingEndpoints,
  systemEvents: systemEventEndpoints,
  apiUsageMetrics: apiUsageMetricEndpoints,
  setUp: setUpEndpoints,
}
