import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { freeText, nameText, mended, mendedOrNone } from '../scalars.ts'
import {
  elementOf,
  listOf,
  pageQuery,
  uuid,
  visionOneChangeRefusals,
  visionOneReadRefusals,
  withoutBlanks,
} from './answers.ts'

const nameLengthMax = 128
const descriptionMax = 2048
const batchMax = 100

const statusSchema = z.enum(['enabled', 'disabled'])

/** Times are text, "" where there is none; the role stands by its name. */
export const visionOneKeySchema = z.object({
  id: z.string(),
  name: z.string(),
  status: statusSchema,
  role: z.string(),
  expiredDateTime: z.string(),
  lastUsedDateTime: z.string(),
  description: z.string().nullable(),
})
export type VisionOneKey = z.infer<typeof visionOneKeySchema>

export const visionOneKeyListSchema = listOf(visionOneKeySchema)
export type VisionOneKeyList = z.infer<typeof visionOneKeyListSchema>

const issuedSchema = z.object({ id: z.string(), value: z.string(), expiredDateTime: z.string() })
const createdSchema = z.array(elementOf(issuedSchema))
export type CreatedVisionOneKeys = z.infer<typeof createdSchema>
const deletedSchema = z.array(elementOf(z.never()))
export type DeletedVisionOneKeys = z.infer<typeof deletedSchema>

const months = z.literal([0, 1, 3, 6, 12])
const writable = {
  name: nameText(nameLengthMax),
  role: nameText(nameLengthMax),
  status: statusSchema,
  description: freeText(descriptionMax),
}
const createElement = mended(
  (body) => withoutBlanks(body),
  z.object({
    ...writable,
    status: statusSchema.default('enabled'),
    description: writable.description.optional(),
    monthsToExpiration: months.default(0),
  }),
)
export type CreateVisionOneKey = z.output<typeof createElement>
// An empty description takes it away; an empty name, role or status was not meant.
const modifySchema = mendedOrNone((body) => withoutBlanks(body, ['description']), z.object(writable).partial())
export type ModifyVisionOneKey = z.output<typeof modifySchema>

const params = z.object({ id: uuid })
const right = (name: 'View' | 'CreateNew' | 'Delete') => `platformRights.apikeyRights.can${name}ApiKeys` as const

export const visionOneKeyEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/iam/apiKeys',
    summary: 'List API keys; the header TMV1-Filter narrows them',
    access: 'key',
    right: right('View'),
    changes: false,
    query: pageQuery([50, 100, 200]),
    replies: { 200: visionOneKeyListSchema, ...visionOneReadRefusals },
  }),
  create: endpoint({
    method: 'POST',
    path: '/iam/apiKeys',
    summary: 'Create API keys: all of them, or none',
    access: 'key',
    right: right('CreateNew'),
    changes: true,
    secret: true,
    body: z.array(createElement).min(1).max(batchMax),
    replies: { 207: createdSchema, ...visionOneChangeRefusals },
  }),
  describe: endpoint({
    method: 'GET',
    path: '/iam/apiKeys/:id',
    summary: 'Describe an API key',
    access: 'key',
    right: right('View'),
    changes: false,
    params,
    replies: { 200: visionOneKeySchema, ...visionOneReadRefusals },
  }),
  modify: endpoint({
    method: 'PATCH',
    path: '/iam/apiKeys/:id',
    summary: 'Modify an API key, where it is still as If-Match says',
    access: 'key',
    right: 'platformRights.apikeyRights.canEditApiKeyProperties',
    changes: true,
    params,
    body: modifySchema,
    replies: { 204: null, ...visionOneChangeRefusals },
  }),
  remove: endpoint({
    method: 'POST',
    path: '/iam/apiKeys/delete',
    summary: 'Delete API keys',
    access: 'key',
    right: right('Delete'),
    changes: true,
    body: z
      .array(z.object({ id: uuid }))
      .min(1)
      .max(batchMax),
    replies: { 207: deletedSchema, ...visionOneChangeRefusals },
  }),
}
