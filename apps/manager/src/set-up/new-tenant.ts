import type { Transaction } from '../database/tables.ts'
import { builtInRoles } from '../features/roles/built-in-roles.ts'
import { createRoleRepository } from '../features/roles/role-repository.ts'
import { createTenantRepository, type NewTenant } from '../features/tenants/tenant-repository.ts'

interface Circumstances {
  readonly created: number
  readonly profile: 'full' | 'stock'
  /** Only the primary tenant has an ID that is given. */
  readonly givenID?: number
}

/** A tenant with its built-in roles; nobody can sign in yet. */
export async function addTenant(
  transaction: Transaction,
  tenant: NewTenant,
  { created, profile, givenID }: Circumstances,
): Promise<number> {
  const ID = await createTenantRepository(transaction).add(tenant, created, givenID)
  for (const role of builtInRoles(profile)) await createRoleRepository(transaction).add(ID, role, created, role.ID)
  return ID
}
