import type { roleEndpoints } from '@latchkey/contract'
import type { Handlers } from '@latchkey/server'
import type { Caller } from '../../caller.ts'
import type { RoleService } from './role-service.ts'

export const roleHandlers = (roles: RoleService): Handlers<{ roles: typeof roleEndpoints }, Caller>['roles'] => ({
  list: async ({ context }) => ({ roles: await roles.list(context) }),
  search: async ({ context, body }) => ({ roles: await roles.search(context, body) }),
  describe: ({ context, params }) => roles.describe(context, params.roleID),
  create: ({ context, body }) => roles.create(context, body),
  modify: ({ context, params, body }) => roles.modify(context, params.roleID, body),
  remove: async ({ context, params }) => {
    await roles.remove(context, params.roleID)
    return undefined
  },
})
