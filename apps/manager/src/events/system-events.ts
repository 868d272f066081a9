import type { SystemEvent } from '@latchkey/contract'
import type { Kysely } from 'kysely'
import type { Caller } from '../caller.ts'
import type { ManagerTables } from '../database/tables.ts'
import { appendSystemEvent } from './system-event-repository.ts'

/** The product's own numbers and names; those from 9000 on are ours, far from any of its own. */
const events = {
  'authentication-failed': [160, 'Authentication Failed', 2],
  'settings-saved': [150, 'System Settings Saved', 1],
  'signed-in': [600, 'User Signed In', 1],
  'signed-out': [601, 'User Signed Out', 1],
  'timed-out': [602, 'User Timed Out', 1],
  'administrator-locked-out': [603, 'User Locked Out', 2],
  'administrator-unlocked': [604, 'User Unlocked', 1],
  'administrator-created': [650, 'User Created', 1],
  'administrator-deleted': [651, 'User Deleted', 1],
  'administrator-updated': [652, 'User Updated', 1],
  'password-set': [653, 'User Password Set', 1],
  'api-key-created': [656, 'API Key Created', 1],
  'api-key-deleted': [657, 'API Key Deleted', 1],
  'api-key-updated': [658, 'API Key Updated', 1],
  'api-key-locked-out': [673, 'API Key Locked Out', 1],
  'api-key-unlocked': [674, 'API Key Unlocked', 1],
  'api-key-expired': [678, 'API Key Expired', 1],
  'role-created': [660, 'Role Created', 1],
  'role-deleted': [661, 'Role Deleted', 1],
  'role-updated': [662, 'Role Updated', 1],
  'tenant-created': [1950, 'Tenant Created', 1],
  'tenant-deleted': [1951, 'Tenant Deleted', 1],
  'tenant-updated': [1952, 'Tenant Updated', 1],
  'cluster-registered': [9001, 'Kubernetes Cluster Registered', 1],
  'cluster-removed': [9002, 'Kubernetes Cluster Removed', 1],
  'cluster-updated': [9003, 'Kubernetes Cluster Updated', 1],
} as const satisfies Record<string, readonly [number: number, name: string, level: 1 | 2 | 3]>

export interface Happening {
  readonly event: keyof typeof events
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
  const [number, name, level] = events[happening.event]
  await appendSystemEvent(transaction, { ...happening, time, number, name, level })
}
