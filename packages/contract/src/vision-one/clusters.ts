import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { freeText, mended, mendedOrNone } from '../scalars.ts'
import { listOf, pageQuery, uuid, visionOneChangeRefusals, visionOneReadRefusals, withoutBlanks } from './answers.ts'

const orchestrators = ['Self-managed', 'Amazon EKS', 'Microsoft AKS', 'Google GKE', 'Alibaba Cloud ACK'] as const

/** The groups that are there from the start; their numbers stand in people's Helm values. */
export const clusterGroups = orchestrators.map((orchestrator, index) => ({
  id: `00000000-0000-0000-0000-${String(index).padStart(12, '0')}`,
  name: orchestrator,
  orchestrator,
}))

const clusterGroupSchema = z.object({ id: z.string(), name: z.string(), orchestrator: z.enum(orchestrators) })
const clusterGroupListSchema = listOf(clusterGroupSchema)
export type ClusterGroupList = z.infer<typeof clusterGroupListSchema>

/** A description, policy or resource that was not given is not made up. */
export const clusterSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().optional(),
  groupId: z.string(),
  orchestrator: z.enum(orchestrators),
  policyId: z.string().optional(),
  resourceId: z.string().optional(),
  runtimeSecurityEnabled: z.boolean(),
  vulnerabilityScanEnabled: z.boolean(),
  malwareScanEnabled: z.boolean(),
  secretScanEnabled: z.boolean(),
  protectionStatus: z.enum(['UNKNOWN', 'HEALTHY', 'UNHEALTHY', 'WARNING']),
  nodes: z.array(z.object({ id: z.string(), name: z.string(), pods: z.array(z.unknown()) })),
  createdDateTime: z.string(),
  updatedDateTime: z.string(),
})
export type Cluster = z.infer<typeof clusterSchema>
const clusterListSchema = listOf(clusterSchema)
export type ClusterList = z.infer<typeof clusterListSchema>

const registeredClusterSchema = z.object({ apiKey: z.string(), endpointUrl: z.string() })
export type RegisteredCluster = z.infer<typeof registeredClusterSchema>

/** Tags belong to a service that is not here, so none are kept. */
const writable = z.object({
  description: freeText(128),
  policyId: freeText(128),
  resourceId: freeText(160),
  groupId: uuid,
})
const createSchema = mended(
  (body) => withoutBlanks(body),
  writable
    .partial()
    .required({ groupId: true })
    .extend({
      name: z.string().regex(/^[a-zA-Z0-9._]{1,64}$/, 'takes 1 to 64 letters, digits, underscores and full stops'),
    }),
)
export type CreateCluster = z.output<typeof createSchema>
// A client sends an empty text for what its plan does not hold any more.
const modifySchema = mendedOrNone(
  (body) => withoutBlanks(body, ['description', 'policyId', 'resourceId']),
  writable.partial(),
)
export type ModifyCluster = z.output<typeof modifySchema>

const params = z.object({ id: uuid })
const computers = 'platformRights.computerRights'

export const clusterEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/containerSecurity/kubernetesClusters',
    summary: 'List clusters; the header TMV1-Filter narrows them',
    access: 'key',
    right: `${computers}.canViewOtherComputers`,
    changes: false,
    query: pageQuery([25, 50, 100]),
    replies: { 200: clusterListSchema, ...visionOneReadRefusals },
  }),
  create: endpoint({
    method: 'POST',
    path: '/containerSecurity/kubernetesClusters',
    summary: 'Register a cluster; the header Location says where it is',
    access: 'key',
    right: `${computers}.canCreateNewComputers`,
    changes: true,
    secret: true,
    body: createSchema,
    replies: { 201: registeredClusterSchema, ...visionOneChangeRefusals },
  }),
  describe: endpoint({
    method: 'GET',
    path: '/containerSecurity/kubernetesClusters/:id',
    summary: 'Describe a cluster',
    access: 'key',
    right: `${computers}.canViewOtherComputers`,
    changes: false,
    params,
    replies: { 200: clusterSchema, ...visionOneReadRefusals },
  }),
  modify: endpoint({
    method: 'PATCH',
    path: '/containerSecurity/kubernetesClusters/:id',
    summary: 'Modify a cluster; its name stays',
    access: 'key',
    right: `${computers}.canEditComputerProperties`,
    changes: true,
    params,
    body: modifySchema,
    replies: { 204: null, ...visionOneChangeRefusals },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/containerSecurity/kubernetesClusters/:id',
    summary: 'Remove a cluster; one that is gone already is no error',
    access: 'key',
    right: `${computers}.canDeleteComputers`,
    changes: true,
    params,
    replies: { 204: null, ...visionOneChangeRefusals },
  }),
}

export const clusterGroupEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/containerSecurity/kubernetesClusterGroups',
    summary: 'List the groups a cluster can be in; the header TMV1-Filter narrows them',
    access: 'key',
    right: `${computers}.canViewOtherComputers`,
    changes: false,
    query: pageQuery([25, 50, 100]),
    replies: { 200: clusterGroupListSchema, ...visionOneReadRefusals },
  }),
}
