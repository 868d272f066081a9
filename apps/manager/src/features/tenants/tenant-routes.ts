import type { tenantEndpoints } from '@latchkey/contract'
import type { Handlers } from '@latchkey/server'
import type { Caller } from '../../caller.ts'
import type { TenantService } from './tenant-service.ts'

export const tenantHandlers = (
  tenants: TenantService,
): Handlers<{ tenants: typeof tenantEndpoints }, Caller>['tenants'] => ({
  list: async ({ context }) => ({ tenants: await tenants.list(context) }),
  search: async ({ context, body }) => ({ tenants: await tenants.search(context, body) }),
  describe: ({ context, params }) => tenants.describe(context, params.tenantID),
  create: ({ context, body }) => tenants.create(context, body),
  modify: ({ context, params, body }) => tenants.modify(context, params.tenantID, body),
  remove: async ({ context, params }) => {
    await tenants.remove(context, params.tenantID)
    return undefined
  },
  createApiKey: ({ context, params, body }) => tenants.createApiKey(context, params.tenantID, body),
})
