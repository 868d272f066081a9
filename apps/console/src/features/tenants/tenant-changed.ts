import type { Tenant } from '@latchkey/contract'
import { ChangedMeanwhile } from '../../lib/changed-meanwhile.ts'
import { readTenant } from '../../queries/tenant-queries.ts'

export const shownFields = ['name', 'description', 'tenantState'] as const

export class TenantChanged extends ChangedMeanwhile<Tenant> {}

/** Read again right before it is changed: what somebody else did meanwhile has to be seen first. */
export async function requireTenantAsSeen(seen: Tenant): Promise<void> {
  const now = await readTenant(seen.ID)
  if (shownFields.some((field) => seen[field] !== now[field])) throw new TenantChanged(seen, now)
}
