import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { readRefusals } from '../errors.ts'
import { epochMs, objectID } from '../scalars.ts'
import { searchFilterSchema } from '../search.ts'

/** One call of the API. The order of the properties is the order on the wire. */
export const apiUsageMetricSchema = z.object({
  apiType: z.literal('REST'),
  action: z.string(),
  method: z.string(),
  date: epochMs,
  tenantGUID: z.string(),
  /** Milliseconds from request to response. */
  duration: z.int().nonnegative(),
  statusCode: z.int(),
  authenticationMethod: z.enum(['sID', 'API-Key']),
  /** Of a list or a search. */
  responseItemCount: z.int().nonnegative().optional(),
  ID: objectID,
})
export type ApiUsageMetric = z.infer<typeof apiUsageMetricSchema>

export const apiUsageMetricListSchema = z.object({ apiUsageMetrics: z.array(apiUsageMetricSchema) })

const right = 'platformRights.systemInformationRights.canViewSystemInformation'

/** Nothing is counted, and the lists are empty, unless a setting says so. */
export const apiUsageMetricEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/apiusagemetrics',
    summary: 'List API usage metrics',
    access: 'caller',
    right,
    changes: false,
    replies: { 200: apiUsageMetricListSchema, ...readRefusals },
  }),
  search: endpoint({
    method: 'POST',
    path: '/apiusagemetrics/search',
    summary: 'Search API usage metrics',
    access: 'caller',
    right,
    changes: false,
    body: searchFilterSchema,
    replies: { 200: apiUsageMetricListSchema, ...readRefusals },
  }),
}
