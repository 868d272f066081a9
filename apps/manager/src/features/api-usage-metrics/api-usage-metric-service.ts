import type { SearchFilter } from '@latchkey/contract'
import type { Database } from '@latchkey/database'
import { requireRight, type Caller } from '../../caller.ts'
import type { ManagerTables } from '../../database/tables.ts'
import type { ListPage } from '../../search/json-pages.ts'
import { settingsOf } from '../../settings/settings.ts'
import {
  createApiUsageMetricPages,
  createApiUsageMetricRepository,
  type NewMetric,
} from './api-usage-metric-repository.ts'

const right = 'platformRights.systemInformationRights.canViewSystemInformation'
const waitingMax = 10_000
const writtenAtOnce = 500
const removedAtOnce = 500

interface ApiUsageMetricServiceDependencies {
  readonly database: Database<ManagerTables>
  readonly clock: () => number
}

export type CountedCall = Omit<NewMetric, 'apiType' | 'date'> & { readonly tenantID: number }

export function createApiUsageMetricService({ database, clock }: ApiUsageMetricServiceDependencies) {
  const pages = createApiUsageMetricPages(database)
  let waiting = new Map<number, NewMetric[]>()
  let waitingCount = 0

  async function write(tenantID: number, metrics: readonly NewMetric[]): Promise<void> {
    if (!(await settingsOf(database.kysely, tenantID)).countsUsage) return
    await database.transaction((transaction) => createApiUsageMetricRepository(transaction).add(tenantID, metrics))
  }

  return {
    list(caller: Caller): AsyncIterable<ListPage> {
      requireRight(caller, right)
      return pages(caller.tenantID, { searchCriteria: [], maxItems: Infinity })
    },
    search(caller: Caller, filter: SearchFilter): AsyncIterable<ListPage> {
      requireRight(caller, right)
      return pages(caller.tenantID, filter)
    },
    /** Kept in memory until the next write: no call waits for being counted, and what a crash takes is figures. */
    count({ tenantID, ...call }: CountedCall): void {
      if (waitingCount >= waitingMax) return
      waitingCount += 1
      const ofTenant = waiting.get(tenantID) ?? []
      waiting.set(tenantID, ofTenant)
      ofTenant.push({ ...call, apiType: 'REST', date: clock() - call.duration })
    },
    /** Whether a tenant wants its calls counted is asked here, once for many of them. */
    async writeCounted(): Promise<void> {
      const counted = waiting
      waiting = new Map()
      waitingCount = 0
      for (const [tenantID, metrics] of counted)
        for (let from = 0; from < metrics.length; from += writtenAtOnce)
          await write(tenantID, metrics.slice(from, from + writtenAtOnce))
    },
    /** True where there may be more. */
    async removeOld(tenantID: number): Promise<boolean> {
      return await database.transaction(async (transaction) => {
        const { countersKeptMs } = await settingsOf(transaction, tenantID)
        if (countersKeptMs === undefined) return false
        const metrics = createApiUsageMetricRepository(transaction)
        return (await metrics.removeBefore(tenantID, clock() - countersKeptMs, removedAtOnce)) === removedAtOnce
      })
    },
  }
}
export type ApiUsageMetricService = ReturnType<typeof createApiUsageMetricService>
