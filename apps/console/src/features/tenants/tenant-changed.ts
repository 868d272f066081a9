import type { Tenant } from '@latchkey/contract'
import { readTenant } from '../../queries/tenant-queries.ts'

export const shownFields = ['name', 'description', 'tenantState'] as const

/** The tenant is not any more as it was when it was shown; nothing was done. */
export class TenantChanged extends Error {
  readonly before: Tenant
  readonly now: Tenant

  constructor(before: Tenant, now: Tenant) {
    super('The tenant changed meanwhile.')
    this.name = 'TenantChanged'
    this.before = before
    this.now = now
  }
}

/** Read again right before it is changed: what somebody else did meanwhile has to be seen first. */
export async function requireTenantAsSeen(seen: Tenant): Promise<void> {
  const now = await readTenant(seen.ID)
  if (shownFields.some((field) => seen[field] !== now[field])) throw new TenantChanged(seen, now)
}
