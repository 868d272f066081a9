import type { administratorEndpoints } from '@latchkey/contract'
import type { Handlers } from '@latchkey/server'
import type { Caller } from '../../caller.ts'
import type { AdministratorService } from './administrator-service.ts'
import type { CurrentAdministratorService } from './current-administrator-service.ts'

type AdministratorHandlers = Handlers<{ administrators: typeof administratorEndpoints }, Caller>['administrators']

export const administratorHandlers = (
  administrators: AdministratorService,
  current: CurrentAdministratorService,
): AdministratorHandlers => ({
  list: async ({ context }) => ({ administrators: await administrators.list(context) }),
  search: async ({ context, body }) => ({ administrators: await administrators.search(context, body) }),
  describeCurrent: ({ context }) => current.describe(context),
  modifyCurrent: ({ context, body }) => current.modify(context, body),
  describe: ({ context, params }) => administrators.describe(context, params.administratorID),
  create: ({ context, body }) => administrators.create(context, body),
  modify: ({ context, params, body }) => administrators.modify(context, params.administratorID, body),
  remove: async ({ context, params }) => {
    await administrators.remove(context, params.administratorID)
    return undefined
  },
})
