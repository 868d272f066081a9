import { randomUUID } from 'node:crypto'
import {
  Refusal,
  type CreateTenant,
  type CreateTenantApiKey,
  type IssuedApiKey,
  type ModifyTenant,
  type SearchFilter,
  type Tenant,
} from '@latchkey/contract'
import type { Database } from '@latchkey/database'
import { primaryTenantID, requirePrimaryTenant, requireRight, type Caller } from '../../caller.ts'
import type { ManagerTables, Transaction } from '../../database/tables.ts'
import { record, type Happening } from '../../events/system-events.ts'
import { createAdministratorRepository } from '../../principals/administrator-repository.ts'
import { fullAccessRoleID, requireGrant } from '../../principals/held-role.ts'
import { createHeldRoleRepository } from '../../principals/held-role-repository.ts'
import { createPrincipalRepository } from '../../principals/principal-repository.ts'
import { createTenantRepository, type NewTenant } from './tenant-repository.ts'

const group = 'platformRights.multiTenantRights'

export interface TenantServiceDependencies {
  readonly database: Database<ManagerTables>
  readonly clock: () => number
  /** Refuses a password that the settings do not allow. */
  readonly newPasswordHash: (password: string, username: string) => Promise<string>
  readonly addTenant: (transaction: Transaction, tenant: NewTenant) => Promise<number>
  readonly issueServiceKey: (
    transaction: Transaction,
    tenant: Tenant,
    body: CreateTenantApiKey & { roleID: number },
  ) => Promise<IssuedApiKey>
}

export function createTenantService(dependencies: TenantServiceDependencies) {
  const { database, clock, newPasswordHash, addTenant, issueServiceKey } = dependencies
  const reading = () => createTenantRepository(database.kysely)

  return {
    async list(caller: Caller): Promise<Tenant[]> {
      requireOver(caller, 'canViewTenants')
      return await reading().list()
    },
    async search(caller: Caller, filter: SearchFilter): Promise<Tenant[]> {
      requireOver(caller, 'canViewTenants')
      return await reading().search(filter)
    },
    async describe(caller: Caller, ID: number): Promise<Tenant> {
      requireOver(caller, 'canViewTenants')
      return present(await reading().find(ID))
    },
    async create(caller: Caller, { administrator, ...body }: CreateTenant): Promise<Tenant> {
      requireOver(caller, 'canCreateTenants')
      const passwordHash = await newPasswordHash(administrator.password, administrator.username)
      return await database.transaction(async (transaction) => {
        await refuseTakenName(transaction, body.name)
        const tenant = newTenant(caller, body)
        const ID = await addTenant(transaction, tenant)
        await addFirstUser(transaction, { ...tenant, ID }, { ...administrator, passwordHash })
        await record(transaction, clock(), happening('tenant-created', caller, { ...tenant, ID }))
        return present(await createTenantRepository(transaction).find(ID))
      })
    },
    async modify(caller: Caller, ID: number, body: ModifyTenant): Promise<Tenant> {
      requireOver(caller, 'canEditTenantGeneralProperties')
      if (body.modulesVisible !== undefined || body.hideUnlicensedModules !== undefined)
        requireRight(caller, `${group}.canEditTenantModules`)
      return await database.transaction(async (transaction) => {
        const tenants = createTenantRepository(transaction)
        const before = present(await tenants.find(ID))
        const after = changed(before, body)
        if (ID === primaryTenantID && after.tenantState !== 'active')
          throw new Refusal(400, 'tenantState: the primary tenant cannot be suspended.', { field: 'tenantState' })
        if (after.name !== before.name) await refuseTakenName(transaction, after.name, ID)
        await tenants.replace(after)
        if (after.tenantState === 'suspended') await tenants.endSessions(ID)
        if (JSON.stringify(before) !== JSON.stringify(after))
          await record(transaction, clock(), happening('tenant-updated', caller, after))
        return after
      })
    },
    /** Its users, keys, roles, sessions and events go with it: all, or none. */
    async remove(caller: Caller, ID: number): Promise<void> {
      requireOver(caller, 'canDeleteTenants')
      if (ID === primaryTenantID) throw new Refusal(400, 'The primary tenant cannot be deleted.')
      await database.transaction(async (transaction) => {
        const tenants = createTenantRepository(transaction)
        const tenant = present(await tenants.find(ID))
        await tenants.remove(ID)
        await record(transaction, clock(), happening('tenant-deleted', caller, tenant))
      })
    },
    async createApiKey(caller: Caller, ID: number, body: CreateTenantApiKey): Promise<IssuedApiKey> {
      requireOver(caller, 'canManageTenantAPIKeys')
      return await database.transaction(async (transaction) => {
        const tenant = present(await createTenantRepository(transaction).find(ID))
        if (tenant.tenantState !== 'active') throw new Refusal(400, 'The tenant is suspended.')
        const roleID = body.roleID ?? fullAccessRoleID
        const role = await createHeldRoleRepository(transaction).find(ID, roleID)
        if (role === undefined) throw new Refusal(400, `roleID: there is no role ${roleID}.`, { field: 'roleID' })
        requireGrant(caller.role, role)
        const key = await issueServiceKey(transaction, tenant, { ...body, roleID })
        // The tenant's own events tell of the key; these are for whoever made it, whom a tenant is not to know.
        await record(transaction, clock(), {
          ...happening('tenant-updated', caller, tenant),
          description: `API key ${key.ID} was created for it.`,
        })
        return key
      })
    },
  }

  async function addFirstUser(
    transaction: Transaction,
    tenant: NewTenant & { readonly ID: number },
    user: { username: string; passwordHash: string; emailAddress?: string | undefined },
  ): Promise<void> {
    const ID = await createPrincipalRepository(transaction).add(tenant.ID, 'administrator', user.username)
    await createAdministratorRepository(transaction).add(
      tenant.ID,
      {
        ...user,
        ID,
        fullName: '',
        roleID: fullAccessRoleID,
        locale: tenant.locale,
        timeZone: tenant.timeZone,
      },
      clock(),
    )
    await record(transaction, clock(), {
      event: 'administrator-created',
      tenantID: tenant.ID,
      target: { kind: 'administrator', ID, name: user.username },
    })
  }
}
export type TenantService = ReturnType<typeof createTenantService>

function requireOver(
  caller: Caller,
  right: `can${'View' | 'Create' | 'Delete'}Tenants` | 'canEditTenantGeneralProperties' | 'canManageTenantAPIKeys',
): void {
  requirePrimaryTenant(caller)
  requireRight(caller, `${group}.${right}`)
}

function present<Found>(tenant: Found | undefined): Found {
  if (tenant === undefined) throw new Refusal(404, 'The tenant does not exist.')
  return tenant
}

async function refuseTakenName(transaction: Transaction, name: string, except?: number): Promise<void> {
  if (await createTenantRepository(transaction).isNameTaken(name, except))
    throw new Refusal(400, `A tenant named "${name}" exists already.`, { field: 'name' })
}

const happening = (
  event: Happening['event'],
  caller: Caller,
  { ID, name }: Pick<Tenant, 'ID' | 'name'>,
): Happening => ({ event, tenantID: primaryTenantID, by: caller, target: { kind: 'tenant', ID, name } })

const newTenant = (caller: Caller, body: Omit<CreateTenant, 'administrator'>): NewTenant => ({
  name: body.name,
  description: body.description ?? '',
  timeZone: body.timeZone ?? caller.timeZone,
  locale: body.locale ?? caller.locale,
  demoMode: body.demoMode ?? false,
  modulesVisible: body.modulesVisible ?? ['all'],
  hideUnlicensedModules: body.hideUnlicensedModules ?? false,
  tenantState: 'active',
  guid: randomUUID().toUpperCase(),
})

const changed = (tenant: Tenant, body: ModifyTenant): Tenant => ({
  ...tenant,
  ...Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)),
})
