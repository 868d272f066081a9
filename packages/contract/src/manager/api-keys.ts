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
  wireEpochMs,
  wireFlag,
  wireObjectID,
  withoutNulls,
  mended,
  mendedOrNone,
} from '../scalars.ts'
import { searchFilterSchema } from '../search.ts'
import { timeZoneSchema } from '../time-zones.ts'

export const apiKeyNameLengthMax = 254
export const descriptionLengthMax = 2000

/** The order of the properties is the order on the wire. What is not set is absent, never null. */
export const apiKeySchema = z.object({
  keyName: z.string(),
  description: z.string(),
  locale: localeSchema,
  roleID: objectID,
  timeZone: z.string(),
  active: z.boolean(),
  created: epochMs,
  lastSignIn: epochMs.optional(),
  unlockTime: epochMs.optional(),
  unsuccessfulSignInAttempts: z.int().nonnegative(),
  expiryDate: epochMs.optional(),
  serviceAccount: z.boolean(),
  ID: objectID,
})
export type ApiKey = z.infer<typeof apiKeySchema>

const { serviceAccount, ID, ...beforeSecret } = apiKeySchema.shape
/** The only reply that carries the secret: to create, and to a new secret. */
export const issuedApiKeySchema = z.object({ ...beforeSecret, secretKey: z.string(), serviceAccount, ID })
export type IssuedApiKey = z.infer<typeof issuedApiKeySchema>

export const currentApiKeySchema = z.object({
  ...beforeSecret,
  serviceAccount,
  roleURN: z.string(),
  tenantID: objectID,
  tenantGUID: z.string(),
  ID,
})
export type CurrentApiKey = z.infer<typeof currentApiKeySchema>

export const apiKeyListSchema = z.object({ apiKeys: z.array(apiKeySchema) })

const writable = {
  keyName: nameText(apiKeyNameLengthMax),
  description: freeText(descriptionLengthMax),
  locale: localeSchema,
  roleID: wireObjectID,
  timeZone: timeZoneSchema,
  active: wireFlag,
  /** 0 stands for none. */
  expiryDate: wireEpochMs,
}
const writableObject = z.object(writable)

export const createApiKeySchema = mended(
  withoutNulls,
  writableObject.partial().required({ keyName: true, roleID: true }),
)
export type CreateApiKey = z.output<typeof createApiKeySchema>

/** A key for a tenant: the role may be absent and then is full access. */
export const createTenantApiKeySchema = mended(withoutNulls, writableObject.partial().required({ keyName: true }))
export type CreateTenantApiKey = z.output<typeof createTenantApiKeySchema>

export const modifyApiKeySchema = mendedOrNone(withoutNulls, writableObject.partial())
export type ModifyApiKey = z.output<typeof modifyApiKeySchema>

const params = z.object({ apiKeyID: pathID })
/** Clients post all sorts of bodies where none is meant; none is looked at. */
const ignored = z.unknown()

const right = (name: 'View' | 'CreateNew' | 'Delete') => `platformRights.apikeyRights.can${name}ApiKeys` as const
const canEdit = 'platformRights.apikeyRights.canEditApiKeyProperties'

export const apiKeyEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/apikeys',
    summary: 'List API keys',
    access: 'caller',
    right: right('View'),
    changes: false,
    replies: { 200: apiKeyListSchema, ...readRefusals },
  }),
  create: endpoint({
    method: 'POST',
    path: '/apikeys',
    summary: 'Create an API key',
    access: 'caller',
    right: right('CreateNew'),
    changes: true,
    secret: true,
    body: createApiKeySchema,
    replies: { 200: issuedApiKeySchema, ...changeRefusals },
  }),
  search: endpoint({
    method: 'POST',
    path: '/apikeys/search',
    summary: 'Search API keys',
    access: 'caller',
    right: right('View'),
    changes: false,
    body: searchFilterSchema,
    replies: { 200: apiKeyListSchema, ...readRefusals },
  }),
  describeCurrent: endpoint({
    method: 'GET',
    path: '/apikeys/current',
    summary: 'Describe the calling API key',
    access: 'key',
    changes: false,
    replies: { 200: currentApiKeySchema, ...readRefusals },
  }),
  modifyCurrent: endpoint({
    method: 'POST',
    path: '/apikeys/current',
    summary: 'Modify the calling API key',
    access: 'key',
    changes: true,
    body: modifyApiKeySchema,
    replies: { 200: currentApiKeySchema, ...changeRefusals },
  }),
  replaceCurrentSecret: endpoint({
    method: 'POST',
    path: '/apikeys/current/secretkey',
    summary: 'Create a new secret for the calling API key',
    access: 'key',
    changes: true,
    secret: true,
    body: ignored,
    replies: { 200: issuedApiKeySchema, ...changeRefusals },
  }),
  describe: endpoint({
    method: 'GET',
    path: '/apikeys/:apiKeyID',
    summary: 'Describe an API key',
    access: 'caller',
    right: right('View'),
    changes: false,
    params,
    replies: { 200: apiKeySchema, ...objectRefusals },
  }),
  modify: endpoint({
    method: 'POST',
    path: '/apikeys/:apiKeyID',
    summary: 'Modify an API key',
    access: 'caller',
    right: canEdit,
    changes: true,
    params,
    body: modifyApiKeySchema,
    replies: { 200: apiKeySchema, ...changeRefusals },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/apikeys/:apiKeyID',
    summary: 'Delete an API key',
    access: 'caller',
    right: right('Delete'),
    changes: true,
    params,
    replies: { 204: null, ...changeRefusals },
  }),
  replaceSecret: endpoint({
    method: 'POST',
    path: '/apikeys/:apiKeyID/secretkey',
    summary: 'Create a new secret for an API key',
    access: 'caller',
    right: canEdit,
    changes: true,
    secret: true,
    params,
    body: ignored,
    replies: { 200: issuedApiKeySchema, ...changeRefusals },
  }),
}
