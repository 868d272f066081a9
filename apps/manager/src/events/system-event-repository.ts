import type { Kysely } from 'kysely'
import type { ManagerTables } from '../database/tables.ts'
import { nextID } from '../principals/principal-repository.ts'

interface Entry {
  readonly tenantID: number
  readonly by?: { readonly ID: number; readonly name: string }
  readonly target: { readonly kind: string; readonly ID?: number; readonly name: string }
  readonly description?: string
  readonly time: number
  readonly number: number
  readonly name: string
  readonly level: number
}

export async function appendSystemEvent(db: Kysely<ManagerTables>, entry: Entry): Promise<void> {
  await db
    .insertInto('system_events')
    .values({
      id: await nextID(db, 'system-event'),
      tenant_id: entry.tenantID,
      time: entry.time,
      level: entry.level,
      number: entry.number,
      event: entry.name,
      target_kind: entry.target.kind,
      target_id: entry.target.ID ?? null,
      target_name: entry.target.name,
      performed_by_id: entry.by?.ID ?? null,
      performed_by_name: entry.by?.name ?? 'System',
      description: entry.description ?? '',
    })
    .execute()
}
