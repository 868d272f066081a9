import { createSecretKey } from 'node:crypto'
import type { Database } from '@latchkey/database'
import type { ManagerTables, Transaction } from './database/tables.ts'
import { createAdministratorService } from './features/administrators/administrator-service.ts'
import { createCurrentAdministratorService } from './features/administrators/current-administrator-service.ts'
import { hashAllowed, refuseWeakPassword } from './features/administrators/password-rules.ts'
import { createApiKeyService } from './features/api-keys/api-key-service.ts'
import { createApiKeySignIn } from './features/api-keys/api-key-sign-in.ts'
import { serviceKeyIssuer } from './features/api-keys/issued-key.ts'
import { createApiUsageMetricService } from './features/api-usage-metrics/api-usage-metric-service.ts'
import { createMfaService } from './features/mfa/mfa-service.ts'
import { createSecondFactor } from './features/mfa/second-factor.ts'
import { createRoleService } from './features/roles/role-service.ts'
import { createCredentials } from './features/sessions/credentials.ts'
import { hashPassword } from './features/sessions/password.ts'
import { createSessionRepository } from './features/sessions/session-repository.ts'
import { createSessionService } from './features/sessions/session-service.ts'
import { createSystemEventService } from './features/system-events/system-event-service.ts'
import { createSystemSettingService } from './features/system-settings/system-setting-service.ts'
import { createTenantRepository } from './features/tenants/tenant-repository.ts'
import { createTenantService } from './features/tenants/tenant-service.ts'
import { createClusterService } from './features/vision-one/cluster-service.ts'
import { createVisionOneKeyService } from './features/vision-one/vision-one-key-service.ts'
import { createVisionOneRoleService } from './features/vision-one/vision-one-role-service.ts'
import { addTenant } from './set-up/new-tenant.ts'
import { defaultSettings } from './settings/settings.ts'

interface Core {
  readonly database: Database<ManagerTables>
  readonly clock: () => number
  readonly profile: 'full' | 'stock'
  readonly keys: { readonly pepper: Buffer; readonly master: Buffer }
}

/** Every service of the manager; what one needs of another is handed in here. */
export function createServices({ keys, ...given }: Core) {
  const core = { ...given, pepper: keys.pepper }
  const ofKeys = { ...core, pepper: createSecretKey(keys.pepper) }
  const apiKeys = createApiKeyService(ofKeys)
  return {
    ...createServicesOfPeople({ ...core, master: keys.master }),
    apiKeys,
    keySignIn: createApiKeySignIn(ofKeys),
    roles: createRoleService(core),
    systemEvents: createSystemEventService(core),
    systemSettings: createSystemSettingService(core),
    usage: createApiUsageMetricService(core),
    tenants: createTenantService({
      ...core,
      newPasswordHash: async (password, username) => {
        refuseWeakPassword(password, username, defaultSettings.passwordRules)
        return await hashPassword(core.pepper, password)
      },
      addTenant: (transaction, tenant) =>
        addTenant(transaction, tenant, { created: core.clock(), profile: core.profile }),
      issueServiceKey: serviceKeyIssuer(ofKeys),
    }),
    tenantIDs: () => createTenantRepository(core.database.kysely).IDs(),
    visionOne: {
      keys: createVisionOneKeyService({ ...core, apiKeys }),
      roles: createVisionOneRoleService(core),
      clusters: createClusterService(core),
    },
  }
}
export type Services = ReturnType<typeof createServices>

function createServicesOfPeople(core: Omit<Core, 'keys'> & { readonly pepper: Buffer; readonly master: Buffer }) {
  const people = {
    ...core,
    hashPassword: hashAllowed(core.database, (password) => hashPassword(core.pepper, password)),
    endSessions: (transaction: Transaction, ID: number) => createSessionRepository(transaction).removeAllOf(ID),
    endOtherSessions: (transaction: Transaction, { ID, session }: { ID: number; session?: string }) =>
      createSessionRepository(transaction).removeAllOf(ID, session),
  }
  const secondFactor = createSecondFactor(core)
  const credentials = createCredentials({ ...core, acceptCode: (ID, code) => secondFactor.accept(ID, code) })
  const current = createCurrentAdministratorService({
    ...people,
    provePassword: (ID, password) => credentials.proveAgain(ID, { password }),
  })
  return {
    administrators: createAdministratorService(people),
    current,
    mfa: createMfaService({ ...people, proveCode: (ID, mfaCode) => credentials.proveAgain(ID, { mfaCode }) }),
    sessions: createSessionService({
      ...core,
      credentials,
      replacePassword: ({ tenantID, ID, username: name }, password) =>
        current.replaceExpired({ tenantID, ID, name }, password),
    }),
  }
}
