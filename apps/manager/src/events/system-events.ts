import type { SystemEvent } from '@latchkey/contract'
import { systemEventKinds } from '@latchkey/contract/system-event-kinds'
import type { Kysely } from 'kysely'
import type { Caller } from '../caller.ts'
import type { ManagerTables } from '../database/tables.ts'
import { appendSystemEvent } from './system-event-repository.ts'

export interface Happening {
  readonly event: keyof typeof systemEventKinds
  readonly tenantID: number
  readonly by?: Pick<Caller, 'ID' | 'name'>
  readonly target: {
    readonly kind: SystemEvent['targetKind']
    readonly ID?: number
    readonly name: string
  }
  readonly description?: string
}

/** Written in the transaction of what it tells: both happen, or neither. */
export async function record(transaction: Kysely<ManagerTables>, time: number, happening: Happening): Promise<void> {
  const [number, name, level] = systemEventKinds[happening.event]
  await appendSystemEvent(transaction, { ...happening, time, number, name, level })
}
