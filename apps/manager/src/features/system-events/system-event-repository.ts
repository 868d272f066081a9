import { systemEventSchema, type SystemEvent } from '@latchkey/contract'
import type { Database } from '@latchkey/database'
import { sql, type Kysely, type Selectable } from 'kysely'
import type { ManagerTables } from '../../database/tables.ts'
import type { SearchableFields } from '../../search/criteria.ts'
import { createJsonPages, jsonOptional } from '../../search/json-pages.ts'

const levels = { info: 1, warning: 2, error: 3 } as const satisfies Record<SystemEvent['level'], number>

const searchable: SearchableFields = {
  time: { kind: 'date', column: 'time' },
  level: { kind: 'choice', column: 'level', values: levels },
  eventID: { kind: 'numeric', column: 'number' },
  event: { kind: 'string', column: 'event', ascii: true },
  targetKind: { kind: 'choice', column: 'target_kind' },
  targetID: { kind: 'numeric', column: 'target_id' },
  targetName: { kind: 'string', column: 'target_name' },
  performedByID: { kind: 'numeric', column: 'performed_by_id' },
  performedByName: { kind: 'string', column: 'performed_by_name' },
  description: { kind: 'string', column: 'description' },
}

const levelName = sql`CASE level WHEN 1 THEN 'info' WHEN 2 THEN 'warning' ELSE 'error' END`

/** The same text as describing an event gives. */
export const createSystemEventPages = (database: Database<ManagerTables>) =>
  createJsonPages(database, {
    table: 'system_events',
    searchable,
    object: (text) => sql<string>`
      concat('{"time":', time, ',"level":"', ${levelName}, '","eventID":', number, ',"event":', ${text('event')},
      ',"targetKind":', ${text('target_kind')}, ${jsonOptional('targetID', 'target_id')},
      ',"targetName":', ${text('target_name')}, ${jsonOptional('performedByID', 'performed_by_id')},
      ',"performedByName":', ${text('performed_by_name')}, ',"description":', ${text('description')},
      ',"ID":', id, '}')`,
  })

export function createSystemEventRepository(db: Kysely<ManagerTables>) {
  return {
    async find(tenantID: number, ID: number): Promise<SystemEvent | undefined> {
      const row = await db
        .selectFrom('system_events')
        .selectAll()
        .where('tenant_id', '=', tenantID)
        .where('id', '=', ID)
        .executeTakeFirst()
      return row && toSystemEvent(row)
    },
    /** The oldest first; answers how many. */
    async removeBefore(tenantID: number, time: number, max: number): Promise<number> {
      const { numDeletedRows } = await db
        .deleteFrom('system_events')
        .where('id', 'in', (inner) =>
          inner
            .selectFrom('system_events')
            .select('id')
            .where('tenant_id', '=', tenantID)
            .where('time', '<', time)
            .orderBy('time')
            .limit(max),
        )
        .executeTakeFirst()
      return Number(numDeletedRows)
    },
  }
}

const toSystemEvent = (row: Selectable<ManagerTables['system_events']>): SystemEvent =>
  systemEventSchema.parse({
    time: row.time,
    level: Object.entries(levels).find(([, level]) => level === row.level)?.[0],
    eventID: row.number,
    event: row.event,
    targetKind: row.target_kind,
    ...(row.target_id !== null && { targetID: row.target_id }),
    targetName: row.target_name,
    ...(row.performed_by_id !== null && { performedByID: row.performed_by_id }),
    performedByName: row.performed_by_name,
    description: row.description,
    ID: row.id,
  })
