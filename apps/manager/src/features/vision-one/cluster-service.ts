import { createHash, randomBytes, randomUUID } from 'node:crypto'
import {
  clusterGroups,
  Refusal,
  type Cluster,
  type ClusterGroupList,
  type ClusterList,
  type CreateCluster,
  type ModifyCluster,
  type RegisteredCluster,
} from '@latchkey/contract'
import type { Database } from '@latchkey/database'
import { requireRight, type Caller } from '../../caller.ts'
import type { ManagerTables } from '../../database/tables.ts'
import { record, type Happening } from '../../events/system-events.ts'
import { clusterTokenOf } from './bearer-token.ts'
import { createClusterRepository, type StoredCluster } from './cluster-repository.ts'
import { matching } from './matching.ts'
import { pageOf, sliceOf, type ListRequest } from './paging.ts'
import { timeText } from './times.ts'

export interface ClusterServiceDependencies {
  readonly database: Database<ManagerTables>
  readonly clock: () => number
}

const rightTo = (verb: 'ViewOther' | 'CreateNew' | 'Delete') =>
  `platformRights.computerRights.can${verb}Computers` as const
const rules = { orders: ['createdDateTime', 'updatedDateTime'], filterLengthMax: 1024 } as const
const groupRules = { orders: ['orchestrator'], filterLengthMax: 1024 } as const
/** Where the components in a cluster look for us, below our address. */
const endpointPath = '/external/v2/direct/vcs/external/vcs'

export function createClusterService({ database, clock }: ClusterServiceDependencies) {
  const reading = createClusterRepository(database.kysely)

  return {
    async list(caller: Caller, request: ListRequest): Promise<ClusterList> {
      requireRight(caller, rightTo('ViewOther'))
      const slice = sliceOf(request, rules)
      const { items, total } = await reading.list(caller.tenantID, slice)
      return pageOf(request, slice, { items: items.map(shown), total })
    },
    async groups(caller: Caller, request: ListRequest): Promise<ClusterGroupList> {
      requireRight(caller, rightTo('ViewOther'))
      const slice = sliceOf(request, groupRules)
      const found = clusterGroups.filter((group) => matching(slice.filter, group))
      const items = slice.order[0]?.descending ? found.toReversed() : found
      return pageOf(request, slice, { items, total: items.length })
    },
    async describe(caller: Caller, id: string): Promise<Cluster> {
      requireRight(caller, rightTo('ViewOther'))
      return shown(present(await reading.find(caller.tenantID, id)))
    },
    async create(
      caller: Caller,
      { name, groupId, description = '', policyId = '', resourceId = '' }: CreateCluster,
      address: string,
    ): Promise<{ id: string; registered: RegisteredCluster }> {
      requireRight(caller, rightTo('CreateNew'))
      refuseUnknownGroup(groupId)
      const now = clock()
      const id = randomUUID()
      const token = clusterTokenOf(id, randomBytes(32))
      const cluster = {
        id,
        name,
        description,
        groupID: groupId,
        policyID: policyId,
        resourceID: resourceId,
        created: now,
        modified: now,
      }
      await database.transaction(async (transaction) => {
        const clusters = createClusterRepository(transaction)
        if (await clusters.isNameTaken(caller.tenantID, name))
          throw new Refusal(400, `name: a cluster named "${name}" exists already.`, { field: 'name' })
        await clusters.add(caller.tenantID, cluster, { registeredBy: caller.ID, tokenDigest: digestOf(token) })
        await record(transaction, now, happening('cluster-registered', caller, cluster))
      })
      return { id, registered: { apiKey: token, endpointUrl: `${address}${endpointPath}` } }
    },
    async modify(caller: Caller, id: string, body: ModifyCluster): Promise<void> {
      requireRight(caller, 'platformRights.computerRights.canEditComputerProperties')
      await database.transaction(async (transaction) => {
        const clusters = createClusterRepository(transaction)
        const before = present(await clusters.find(caller.tenantID, id))
        if (body.groupId !== undefined) refuseOtherPlatform(before, body.groupId)
        const after = changed(before, body)
        if (JSON.stringify(before) === JSON.stringify(after)) return
        await clusters.change(caller.tenantID, id, { ...after, modified: clock() })
        await record(transaction, clock(), happening('cluster-updated', caller, before))
      })
    },
    /** A client that removes what someone else has removed could never go on if it were refused. */
    async remove(caller: Caller, id: string): Promise<void> {
      requireRight(caller, rightTo('Delete'))
      await database.transaction(async (transaction) => {
        const clusters = createClusterRepository(transaction)
        const cluster = await clusters.find(caller.tenantID, id)
        if (cluster === undefined) return
        await clusters.remove(caller.tenantID, id)
        await record(transaction, clock(), happening('cluster-removed', caller, cluster))
      })
    },
  }
}
export type ClusterService = ReturnType<typeof createClusterService>

const digestOf = (token: string): string => createHash('sha256').update(token).digest('base64')

function present(cluster: StoredCluster | undefined): StoredCluster {
  if (cluster === undefined) throw new Refusal(404, 'The cluster does not exist.')
  return cluster
}

function refuseUnknownGroup(id: string): void {
  if (!clusterGroups.some((group) => group.id === id))
    throw new Refusal(
      400,
      `groupId: there is no group ${id}; there are ${clusterGroups.map((group) => group.id).join(', ')}.`,
      { field: 'groupId' },
    )
}

/** A cluster can change its group, not what it runs on: clients take that for fixed. */
function refuseOtherPlatform({ groupID }: StoredCluster, wanted: string): void {
  refuseUnknownGroup(wanted)
  if (orchestratorOf(groupID) !== orchestratorOf(wanted))
    throw new Refusal(400, `groupId: the group ${wanted} is of another platform than the cluster.`, {
      field: 'groupId',
    })
}

const changed = (cluster: StoredCluster, body: ModifyCluster): StoredCluster => ({
  ...cluster,
  description: body.description ?? cluster.description,
  groupID: body.groupId ?? cluster.groupID,
  policyID: body.policyId ?? cluster.policyID,
  resourceID: body.resourceId ?? cluster.resourceID,
})

const happening = (event: Happening['event'], caller: Caller, { name }: StoredCluster): Happening => ({
  event,
  tenantID: caller.tenantID,
  by: caller,
  target: { kind: 'cluster', name },
})

const orchestratorOf = (groupID: string): Cluster['orchestrator'] =>
  clusterGroups.find(({ id }) => id === groupID)?.orchestrator ?? 'Self-managed'

/** Nothing in a cluster reports to us, so what protects it is not known. */
const shown = (cluster: StoredCluster): Cluster => ({
  id: cluster.id,
  name: cluster.name,
  ...(cluster.description !== '' && { description: cluster.description }),
  groupId: cluster.groupID,
  orchestrator: orchestratorOf(cluster.groupID),
  ...(cluster.policyID !== '' && { policyId: cluster.policyID }),
  ...(cluster.resourceID !== '' && { resourceId: cluster.resourceID }),
  runtimeSecurityEnabled: false,
  vulnerabilityScanEnabled: false,
  malwareScanEnabled: false,
  secretScanEnabled: false,
  protectionStatus: 'UNKNOWN',
  nodes: [],
  createdDateTime: timeText(cluster.created),
  updatedDateTime: timeText(cluster.modified),
})
