import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { changeRefusals, objectRefusals, readRefusals } from '../errors.ts'
import { localeSchema } from '../locales.ts'
import {
  epochMs,
  freeText,
  nameText,
  objectID,
  pathID,
  wireFlag,
  withoutNulls,
  mended,
  mendedOrNone,
} from '../scalars.ts'
import { searchFilterSchema } from '../search.ts'
import { timeZoneSchema } from '../time-zones.ts'
import { createAdministratorSchema } from './administrators.ts'
import { createTenantApiKeySchema, descriptionLengthMax, issuedApiKeySchema } from './api-keys.ts'

export const tenantNameLengthMax = 254

/** The product knows more states; ours are reached at once. */
const tenantStateSchema = z.enum(['active', 'suspended'])
const moduleSchema = z.enum([
  'all',
  'anti-malware',
  'web-reputation',
  'firewall',
  'intrusion-prevention',
  'integrity-monitoring',
  'log-inspection',
  'application-control',
  'SAP',
  'activity-monitoring',
  'container-control',
])

/** The order of the properties is the order on the wire. */
export const tenantSchema = z.object({
  name: z.string(),
  description: z.string(),
  timeZone: z.string(),
  locale: localeSchema,
  demoMode: z.boolean(),
  modulesVisible: z.array(moduleSchema),
  hideUnlicensedModules: z.boolean(),
  lastSigninTime: epochMs.optional(),
  tenantState: tenantStateSchema,
  guid: z.string(),
  ID: objectID,
})
export type Tenant = z.infer<typeof tenantSchema>

export const tenantListSchema = z.object({ tenants: z.array(tenantSchema) })

const writableObject = z.object({
  name: nameText(tenantNameLengthMax),
  description: freeText(descriptionLengthMax),
  timeZone: timeZoneSchema,
  locale: localeSchema,
  demoMode: wireFlag,
  modulesVisible: z.array(moduleSchema).max(20),
  hideUnlicensedModules: wireFlag,
  tenantState: tenantStateSchema,
})
// Whatever else is sent of the first user: the product reads these three, and gives full access.
const firstAdministratorSchema = mended(
  withoutNulls,
  createAdministratorSchema.out
    .pick({ username: true, password: true })
    .extend({ emailAddress: createAdministratorSchema.out.shape.emailAddress }),
)
export const createTenantSchema = mended(
  withoutNulls,
  writableObject
    .omit({ tenantState: true })
    .partial()
    .required({ name: true })
    .extend({ administrator: firstAdministratorSchema }),
)
export type CreateTenant = z.output<typeof createTenantSchema>
export const modifyTenantSchema = mendedOrNone(withoutNulls, writableObject.partial())
export type ModifyTenant = z.output<typeof modifyTenantSchema>

const params = z.object({ tenantID: pathID })
// A Python client writes True. Tenants are ready at once and need no mail, so none of them changes anything.
const flag = z.string().regex(/^(true|false)$/i, 'must be true or false')
const right = 'platformRights.multiTenantRights'

/** All of them are for callers of the primary tenant alone. */
export const tenantEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/tenants',
    summary: 'List tenants',
    access: 'caller',
    right: `${right}.canViewTenants`,
    primaryTenant: true,
    changes: false,
    replies: { 200: tenantListSchema, ...readRefusals },
  }),
  create: endpoint({
    method: 'POST',
    path: '/tenants',
    summary: 'Create a tenant and its first user',
    access: 'caller',
    right: `${right}.canCreateTenants`,
    primaryTenant: true,
    changes: true,
    query: z.object({ bypassTenantCache: flag, confirmationRequired: flag, asynchronous: flag }).partial(),
    body: createTenantSchema,
    replies: { 200: tenantSchema, ...changeRefusals },
  }),
  search: endpoint({
    method: 'POST',
    path: '/tenants/search',
    summary: 'Search tenants',
    access: 'caller',
    right: `${right}.canViewTenants`,
    primaryTenant: true,
    changes: false,
    body: searchFilterSchema,
    replies: { 200: tenantListSchema, ...readRefusals },
  }),
  describe: endpoint({
    method: 'GET',
    path: '/tenants/:tenantID',
    summary: 'Describe a tenant',
    access: 'caller',
    right: `${right}.canViewTenants`,
    primaryTenant: true,
    changes: false,
    params,
    replies: { 200: tenantSchema, ...objectRefusals },
  }),
  modify: endpoint({
    method: 'POST',
    path: '/tenants/:tenantID',
    summary: 'Modify a tenant, suspend it or let it work again',
    access: 'caller',
    right: `${right}.canEditTenantGeneralProperties`,
    primaryTenant: true,
    changes: true,
    params,
    body: modifyTenantSchema,
    replies: { 200: tenantSchema, ...changeRefusals },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/tenants/:tenantID',
    summary: 'Delete a tenant with everything in it',
    access: 'caller',
    right: `${right}.canDeleteTenants`,
    primaryTenant: true,
    changes: true,
    params,
    replies: { 204: null, ...changeRefusals },
  }),
  createApiKey: endpoint({
    method: 'POST',
    path: '/tenants/:tenantID/apikeys',
    summary: 'Create an API key that acts on a tenant',
    access: 'caller',
    right: `${right}.canManageTenantAPIKeys`,
    primaryTenant: true,
    changes: true,
    secret: true,
    params,
    body: createTenantApiKeySchema,
    replies: { 200: issuedApiKeySchema, ...changeRefusals },
  }),
}
