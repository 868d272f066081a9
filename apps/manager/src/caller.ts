import { Refusal, type Locale, type RightPath } from '@latchkey/contract'
import type { HeldRole } from './principals/held-role.ts'

/** The tenant that is there from the first start, and the only one that knows of the others. */
export const primaryTenantID = 0

/** Who is calling, found out anew for every call. */
export interface Caller {
  readonly kind: 'administrator' | 'api-key'
  readonly tenantID: number
  readonly ID: number
  readonly name: string
  readonly locale: Locale
  readonly timeZone: string
  readonly role: HeldRole
  /** The digest under which the session is kept; absent for a key. */
  readonly session?: string
  /** A person's session with an rID, as the console has: other clients check lists against the names they know. */
  readonly seesExtensions?: true
}

const wordOf = {
  View: 'view',
  CreateNew: 'create',
  Create: 'create',
  Edit: 'edit',
  Delete: 'delete',
  Manage: 'manage',
} as const
const things: Readonly<Record<string, string>> = {
  apikeyRights: 'API keys',
  administratorRoleRights: 'administrator roles',
  administratorRights: 'administrators',
  multiTenantRights: 'tenants',
  settingRights: 'system settings',
  computerRights: 'events that are not about computers',
  systemInformationRights: 'system information',
}

export function requireRight(caller: Caller, right: RightPath): void {
  if (caller.role.rights.has(right)) return
  throw new Refusal(403, `Not authorized to ${verbOf(right)} ${things[right.split('.')[1] ?? ''] ?? 'this'}.`, {
    reason: 'no-right',
  })
}

/** Whatever a role of another tenant says: it is about that tenant alone. */
export function requirePrimaryTenant(caller: Caller): void {
  if (caller.tenantID !== primaryTenantID)
    throw new Refusal(403, 'Not authorized to call this: it is for the primary tenant.', { reason: 'no-right' })
}

function verbOf(right: RightPath): string {
  const leaf = (right.split('.')[2] ?? '').slice('can'.length)
  return Object.entries(wordOf).find(([prefix]) => leaf.startsWith(prefix))?.[1] ?? 'use'
}

/** One answer for whatever is missing, malformed, unknown, wrong or ended. */
export const unknownCredential = () => new Refusal(401, 'Invalid API Key')
