import type { apiKeyEndpoints } from '@latchkey/contract'
import type { Handlers } from '@latchkey/server'
import type { Caller } from '../../caller.ts'
import { jsonList } from '../../http/json-list.ts'
import type { ApiKeyService } from './api-key-service.ts'

export const apiKeyHandlers = (
  apiKeys: ApiKeyService,
): Handlers<{ apiKeys: typeof apiKeyEndpoints }, Caller>['apiKeys'] => ({
  list: async ({ context }) => await jsonList('apiKeys', apiKeys.list(context)),
  search: async ({ context, body }) => await jsonList('apiKeys', apiKeys.search(context, body)),
  describe: ({ context, params }) => apiKeys.describe(context, params.apiKeyID),
  create: ({ context, body }) => apiKeys.create(context, body),
  modify: ({ context, params, body }) => apiKeys.modify(context, params.apiKeyID, body),
  remove: async ({ context, params }) => {
    await apiKeys.remove(context, params.apiKeyID)
    return undefined
  },
  replaceSecret: ({ context, params }) => apiKeys.replaceSecret(context, params.apiKeyID),
  describeCurrent: ({ context }) => apiKeys.describeCurrent(context),
  modifyCurrent: ({ context, body }) => apiKeys.modifyCurrent(context, body),
  replaceCurrentSecret: ({ context }) => apiKeys.replaceCurrentSecret(context),
})
