import { clusterGroups } from '@latchkey/contract'
import { sql, type Kysely, type Selectable } from 'kysely'
import type { ManagerTables } from '../../database/tables.ts'
import { conditionOf, type FilterFields } from '../../search/filter-conditions.ts'
import { rowsIn, type Slice } from '../../search/slice.ts'

/** A text is empty where nothing was given. */
export interface StoredCluster {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly groupID: string
  readonly policyID: string
  readonly resourceID: string
  readonly created: number
  readonly modified: number
}

type ClusterChange = Pick<StoredCluster, 'description' | 'groupID' | 'policyID' | 'resourceID' | 'modified'>

const only = (fixed: string) => (value: string) => (value === fixed ? sql<boolean>`1 = 1` : sql<boolean>`1 = 0`)
const fields: FilterFields = {
  name: 'name',
  policyId: 'policy_id',
  groupId: 'group_id',
  orchestrator: (value) => sql`group_id = ${clusterGroups.find((group) => group.orchestrator === value)?.id ?? ''}`,
  protectionStatus: only('UNKNOWN'),
  runtimeSecurityEnabled: only('false'),
  vulnerabilityScanEnabled: only('false'),
  malwareScanEnabled: only('false'),
  secretScanEnabled: only('false'),
}
const columns = { createdDateTime: 'created', updatedDateTime: 'modified' }

export function createClusterRepository(db: Kysely<ManagerTables>) {
  const ofTenant = (tenantID: number) => db.selectFrom('clusters').selectAll().where('tenant_id', '=', tenantID)
  return {
    async list(tenantID: number, slice: Slice<keyof typeof columns>) {
      const query = ofTenant(tenantID).where(conditionOf(slice.filter, fields))
      const { rows, total } = await rowsIn(query, slice, columns, 'id')
      return { items: rows.map(toCluster), total }
    },
    async find(tenantID: number, id: string): Promise<StoredCluster | undefined> {
      const row = await ofTenant(tenantID).where('id', '=', id).executeTakeFirst()
      return row && toCluster(row)
    },
    async isNameTaken(tenantID: number, name: string): Promise<boolean> {
      return (await ofTenant(tenantID).where('name', '=', name).executeTakeFirst()) !== undefined
    },
    async add(
      tenantID: number,
      cluster: StoredCluster,
      { registeredBy, tokenDigest }: { registeredBy: number; tokenDigest: string },
    ): Promise<void> {
      const { id, name, created } = cluster
      const registration = { registered_by_id: registeredBy, token_digest: tokenDigest }
      await db
        .insertInto('clusters')
        .values({ tenant_id: tenantID, id, name, created, ...toRow(cluster), ...registration })
        .execute()
    },
    async change(tenantID: number, id: string, change: ClusterChange): Promise<void> {
      await db
        .updateTable('clusters')
        .set(toRow(change))
        .where('tenant_id', '=', tenantID)
        .where('id', '=', id)
        .execute()
    },
    async remove(tenantID: number, id: string): Promise<void> {
      await db.deleteFrom('clusters').where('tenant_id', '=', tenantID).where('id', '=', id).execute()
    },
  }
}

const toCluster = (row: Selectable<ManagerTables['clusters']>): StoredCluster => ({
  id: row.id,
  name: row.name,
  description: row.description,
  groupID: row.group_id,
  policyID: row.policy_id,
  resourceID: row.resource_id,
  created: row.created,
  modified: row.modified,
})

const toRow = ({ description, groupID, policyID, resourceID, modified }: ClusterChange) => ({
  description,
  group_id: groupID,
  policy_id: policyID,
  resource_id: resourceID,
  modified,
})
