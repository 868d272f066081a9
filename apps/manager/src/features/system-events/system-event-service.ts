import { Refusal, type SystemEvent, type SystemEventFilter } from '@latchkey/contract'
import type { Database } from '@latchkey/database'
import { requireRight, type Caller } from '../../caller.ts'
import type { ManagerTables } from '../../database/tables.ts'
import type { ListPage } from '../../search/json-pages.ts'
import { settingsOf } from '../../settings/settings.ts'
import { createSystemEventPages, createSystemEventRepository } from './system-event-repository.ts'

const right = 'platformRights.computerRights.canViewNotRelatedToComputers'
const removedAtOnce = 500

interface SystemEventServiceDependencies {
  readonly database: Database<ManagerTables>
  readonly clock: () => number
}

export function createSystemEventService({ database, clock }: SystemEventServiceDependencies) {
  const pages = createSystemEventPages(database)

  return {
    list(caller: Caller): AsyncIterable<ListPage> {
      requireRight(caller, right)
      return pages(caller.tenantID, { searchCriteria: [], maxItems: Infinity })
    },
    search(caller: Caller, filter: SystemEventFilter): AsyncIterable<ListPage> {
      requireRight(caller, right)
      return pages(caller.tenantID, filter)
    },
    async describe(caller: Caller, ID: number): Promise<SystemEvent> {
      requireRight(caller, right)
      const event = await createSystemEventRepository(database.kysely).find(caller.tenantID, ID)
      if (event === undefined) throw new Refusal(404, 'The system event does not exist.')
      return event
    },
    /** Those that are older than the tenant wants to keep, a few at a time; true where there may be more. */
    async removeOld(tenantID: number): Promise<boolean> {
      return await database.transaction(async (transaction) => {
        const { eventsKeptMs } = await settingsOf(transaction, tenantID)
        if (eventsKeptMs === undefined) return false
        const events = createSystemEventRepository(transaction)
        return (await events.removeBefore(tenantID, clock() - eventsKeptMs, removedAtOnce)) === removedAtOnce
      })
    },
  }
}
export type SystemEventService = ReturnType<typeof createSystemEventService>
