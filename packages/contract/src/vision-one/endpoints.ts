import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { listOf, pageQuery, visionOneReadRefusals } from './answers.ts'
import { visionOneKeyEndpoints } from './api-keys.ts'
import { clusterEndpoints, clusterGroupEndpoints } from './clusters.ts'

export const visionOneRoleSchema = z.object({ id: z.string(), name: z.string(), description: z.string() })
const visionOneRoleListSchema = listOf(visionOneRoleSchema)
export type VisionOneRoleList = z.infer<typeof visionOneRoleListSchema>

/** Everything under /v3.0 of a manager: what clients of Vision One need for registration keys and clusters. */
export const visionOneEndpoints = {
  health: {
    connectivity: endpoint({
      method: 'GET',
      path: '/healthcheck/connectivity',
      summary: 'Whether this is there, and the key is good',
      access: 'key',
      changes: false,
      replies: { 200: z.object({ status: z.literal('available') }), ...visionOneReadRefusals },
    }),
  },
  apiKeys: visionOneKeyEndpoints,
  roles: {
    list: endpoint({
      method: 'GET',
      path: '/iam/roles',
      summary: 'List roles; the header TMV1-Filter narrows them',
      access: 'key',
      right: 'platformRights.administratorRoleRights.canViewAdministratorRoles',
      changes: false,
      query: pageQuery([50, 100, 200]),
      replies: { 200: visionOneRoleListSchema, ...visionOneReadRefusals },
    }),
  },
  clusters: clusterEndpoints,
  clusterGroups: clusterGroupEndpoints,
}
