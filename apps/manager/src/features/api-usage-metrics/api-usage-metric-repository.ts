import type { ApiUsageMetric } from '@latchkey/contract'
import type { Database } from '@latchkey/database'
import { sql, type Kysely } from 'kysely'
import { nextID } from '../../database/id-sequences.ts'
import type { ManagerTables } from '../../database/tables.ts'
import type { SearchableFields } from '../../search/criteria.ts'
import { createJsonPages, jsonOptional } from '../../search/json-pages.ts'

const searchable: SearchableFields = {
  duration: { kind: 'numeric', column: 'duration' },
  statusCode: { kind: 'numeric', column: 'status_code' },
  responseItemCount: { kind: 'numeric', column: 'response_item_count' },
  apiType: { kind: 'string', column: 'api_type', ascii: true },
  action: { kind: 'string', column: 'action', ascii: true },
  method: { kind: 'string', column: 'method', ascii: true },
  tenantGUID: { kind: 'string', column: 'tenant_guid', ascii: true },
  authenticationMethod: { kind: 'string', column: 'authentication_method', ascii: true },
  expandParameter: { kind: 'string', unset: true },
  date: { kind: 'date', column: 'date' },
}

export const createApiUsageMetricPages = (database: Database<ManagerTables>) =>
  createJsonPages(database, {
    table: 'api_usage_metrics',
    searchable,
    object: (text) => sql<string>`
      concat('{"apiType":', ${text('api_type')}, ',"action":', ${text('action')}, ',"method":', ${text('method')},
      ',"date":', date, ',"tenantGUID":', ${text('tenant_guid')}, ',"duration":', duration,
      ',"statusCode":', status_code, ',"authenticationMethod":', ${text('authentication_method')},
      ${jsonOptional('responseItemCount', 'response_item_count')}, ',"ID":', id, '}')`,
  })

export type NewMetric = Omit<ApiUsageMetric, 'ID' | 'tenantGUID'>

export function createApiUsageMetricRepository(db: Kysely<ManagerTables>) {
  return {
    async add(tenantID: number, metrics: readonly NewMetric[]): Promise<void> {
      const { guid } = await db
        .selectFrom('tenants')
        .select('guid')
        .where('id', '=', tenantID)
        .executeTakeFirstOrThrow()
      const last = await nextID(db, 'api-usage-metric', metrics.length)
      const rows = metrics.map((metric, index) => ({
        id: last - metrics.length + index + 1,
        tenant_id: tenantID,
        api_type: metric.apiType,
        action: metric.action,
        method: metric.method,
        date: metric.date,
        tenant_guid: guid,
        duration: metric.duration,
        status_code: metric.statusCode,
        authentication_method: metric.authenticationMethod,
        response_item_count: metric.responseItemCount ?? null,
      }))
      await db.insertInto('api_usage_metrics').values(rows).execute()
    },
    /** The oldest first; answers how many. */
    async removeBefore(tenantID: number, date: number, max: number): Promise<number> {
      const { numDeletedRows } = await db
        .deleteFrom('api_usage_metrics')
        .where('id', 'in', (inner) =>
          inner
            .selectFrom('api_usage_metrics')
            .select('id')
            .where('tenant_id', '=', tenantID)
            .where('date', '<', date)
            .orderBy('date')
            .limit(max),
        )
        .executeTakeFirst()
      return Number(numDeletedRows)
    },
  }
}
