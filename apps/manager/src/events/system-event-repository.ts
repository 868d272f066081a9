import { insertLater } from '@latchkey/database'
import type { Kysely } from 'kysely'
import { nextID } from '../database/id-sequences.ts'
import type { ManagerTables } from '../database/tables.ts'
import { folded } from '../principals/folding.ts'

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
  const { by, target, description = '' } = entry
  const performedBy = by?.name ?? 'System'
  await insertLater(db, 'system_events', {
    id: await nextID(db, 'system-event'),
    tenant_id: entry.tenantID,
    time: entry.time,
    level: entry.level,
    number: entry.number,
    event: entry.name,
    target_kind: target.kind,
    target_id: target.ID ?? null,
    target_name: target.name,
    target_name_folded: folded(target.name),
    performed_by_id: by?.ID ?? null,
    performed_by_name: performedBy,
    performed_by_name_folded: folded(performedBy),
    description,
    description_folded: folded(description),
  })
}
