import type { VisionOneRoleList } from '@latchkey/contract'
import type { Database } from '@latchkey/database'
import { requireRight, type Caller } from '../../caller.ts'
import type { ManagerTables } from '../../database/tables.ts'
import { uuidOf } from '../../principals/object-id.ts'
import { pageOf, sliceOf, type ListRequest } from './paging.ts'
import { createVisionOneRoleRepository } from './vision-one-role-repository.ts'

const rules = { orders: ['lastUpdatedDateTime'], filterLengthMax: 2048 } as const

export function createVisionOneRoleService({ database }: { readonly database: Database<ManagerTables> }) {
  return {
    async list(caller: Caller, request: ListRequest): Promise<VisionOneRoleList> {
      requireRight(caller, 'platformRights.administratorRoleRights.canViewAdministratorRoles')
      const slice = sliceOf(request, rules)
      const { items, total } = await createVisionOneRoleRepository(database.kysely).list(caller.tenantID, slice)
      const shown = items.map(({ ID, name, description }) => ({ id: uuidOf('role', ID), name, description }))
      return pageOf(request, slice, { items: shown, total })
    },
  }
}
export type VisionOneRoleService = ReturnType<typeof createVisionOneRoleService>
