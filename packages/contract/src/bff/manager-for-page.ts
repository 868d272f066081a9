import { z } from 'zod'
import { endpoint, type Endpoint } from '../endpoint.ts'
import { gatewayRefusals } from '../errors.ts'
import {
  administratorEndpoints,
  createAdministratorSchema,
  modifyAdministratorSchema,
  modifyCurrentAdministratorSchema,
} from '../manager/administrators.ts'
import {
  apiKeyEndpoints,
  createApiKeySchema,
  createTenantApiKeySchema,
  modifyApiKeySchema,
} from '../manager/api-keys.ts'
import { mfaEndpoints } from '../manager/mfa.ts'
import { createRoleSchema, modifyRoleSchema, roleEndpoints } from '../manager/roles.ts'
import { sessionEndpoints } from '../manager/sessions.ts'
import { setUpEndpoints } from '../manager/set-up.ts'
import { systemEventEndpoints } from '../manager/system-events.ts'
import { systemSettingEndpoints } from '../manager/system-settings.ts'
import { createTenantSchema, modifyTenantSchema, tenantEndpoints } from '../manager/tenants.ts'
import { pathID } from '../scalars.ts'
import { searchCriteriaMax, searchCriterionSchema, searchFilterSchema } from '../search.ts'

/** The manager's endpoint as the page calls it: what may be answered besides is that the manager is away. */
const forPage = <const E extends Endpoint>(upstream: E) =>
  endpoint({ ...upstream, replies: { ...upstream.replies, ...gatewayRefusals } })

/** The same body without what is tolerated of other clients: what the page sends and we do not know is refused. */
const strict = <Shape extends z.core.$ZodLooseShape>({ out }: { readonly out: z.ZodObject<Shape> }) =>
  z.strictObject(out.shape)

const pageSearchSchema = z.strictObject({
  ...searchFilterSchema.out.shape,
  searchCriteria: z.array(strict(searchCriterionSchema)).max(searchCriteriaMax).default([]),
})
export const pageCreateApiKeySchema = strict(createApiKeySchema)
export const pageCreateTenantApiKeySchema = strict(createTenantApiKeySchema)

const code = strict({ out: mfaEndpoints.confirm.body })
const managerSessionsPath = '/managersessions'
const ofAdministrator = z.strictObject({ administratorID: pathID.optional() })
// It becomes a part of the manager's path.
const settingName = z.string().regex(/^[A-Za-z0-9]{1,100}$/)
const bySettingName = z.object({ name: settingName })
const givenSetting = z.strictObject({ value: z.string().max(20_000) })

/** Creating a key and its new secrets are issuances: no secret passes by any of these. */
export const managerForPage = {
  setUp: { describe: forPage(setUpEndpoints.describe), claim: forPage(setUpEndpoints.claim) },
  apiKeys: {
    list: forPage(apiKeyEndpoints.list),
    search: forPage({ ...apiKeyEndpoints.search, body: pageSearchSchema }),
    describe: forPage(apiKeyEndpoints.describe),
    modify: forPage({ ...apiKeyEndpoints.modify, body: strict(modifyApiKeySchema) }),
    remove: forPage(apiKeyEndpoints.remove),
  },
  roles: {
    list: forPage(roleEndpoints.list),
    search: forPage({ ...roleEndpoints.search, body: pageSearchSchema }),
    describe: forPage(roleEndpoints.describe),
    create: forPage({ ...roleEndpoints.create, body: strict(createRoleSchema) }),
    modify: forPage({ ...roleEndpoints.modify, body: strict(modifyRoleSchema) }),
    remove: forPage(roleEndpoints.remove),
  },
  administrators: {
    list: forPage(administratorEndpoints.list),
    search: forPage({ ...administratorEndpoints.search, body: pageSearchSchema }),
    describe: forPage(administratorEndpoints.describe),
    create: forPage({ ...administratorEndpoints.create, body: strict(createAdministratorSchema) }),
    modify: forPage({ ...administratorEndpoints.modify, body: strict(modifyAdministratorSchema) }),
    remove: forPage(administratorEndpoints.remove),
    describeCurrent: forPage(administratorEndpoints.describeCurrent),
    modifyCurrent: forPage({
      ...administratorEndpoints.modifyCurrent,
      body: strict(modifyCurrentAdministratorSchema),
    }),
  },
  mfa: {
    describe: forPage(mfaEndpoints.describe),
    enrol: forPage({ ...mfaEndpoints.enrol, body: z.strictObject({}) }),
    confirm: forPage({ ...mfaEndpoints.confirm, body: code }),
    replaceRecoveryCodes: forPage({ ...mfaEndpoints.replaceRecoveryCodes, body: code }),
    remove: forPage({ ...mfaEndpoints.remove, body: code }),
  },
  /** Sessions at the manager, of any user; those of the caller's own browsers are `sessions`. */
  managerSessions: {
    list: forPage({ ...sessionEndpoints.list, path: managerSessionsPath, query: ofAdministrator }),
    remove: forPage({ ...sessionEndpoints.remove, path: `${managerSessionsPath}/:handle` }),
  },
  systemEvents: {
    search: forPage({
      ...systemEventEndpoints.search,
      body: pageSearchSchema.extend({ newestFirst: z.boolean().default(false) }),
    }),
    describe: forPage(systemEventEndpoints.describe),
  },
  tenants: {
    list: forPage(tenantEndpoints.list),
    search: forPage({ ...tenantEndpoints.search, body: pageSearchSchema }),
    describe: forPage(tenantEndpoints.describe),
    create: forPage({ ...tenantEndpoints.create, query: z.strictObject({}), body: strict(createTenantSchema) }),
    modify: forPage({ ...tenantEndpoints.modify, body: strict(modifyTenantSchema) }),
    remove: forPage(tenantEndpoints.remove),
  },
  systemSettings: {
    list: forPage(systemSettingEndpoints.list),
    modifyAll: forPage({ ...systemSettingEndpoints.modifyAll, body: z.record(settingName, givenSetting) }),
    describe: forPage({ ...systemSettingEndpoints.describe, params: bySettingName }),
    modify: forPage({ ...systemSettingEndpoints.modify, params: bySettingName, body: givenSetting }),
    reset: forPage({ ...systemSettingEndpoints.reset, params: bySettingName }),
  },
}
