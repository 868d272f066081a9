import type { bffEndpoints } from '@latchkey/contract'
import { RawJson, type Handlers } from '@latchkey/server'
import type { ManagerChange, ManagerClient, ManagerCredentials, ManagerRead } from '../../manager-client.ts'

type Table = Pick<typeof bffEndpoints, 'apiKeys' | 'roles' | 'administrators'>

/** Whoever calls, and how to work in their name. */
export interface ManagerCaller {
  readonly asPerson: <Result>(work: (credentials: ManagerCredentials) => Promise<Result>) => Promise<Result>
}

/** The manager's endpoints that the page uses, each by its name; there is no way to any other. */
export function managerApiHandlers(manager: ManagerClient): Handlers<Table, ManagerCaller> {
  const read = async ({ asPerson }: ManagerCaller, request: ManagerRead) =>
    new RawJson(await asPerson((credentials) => manager.read(request, credentials)))
  const change = async ({ asPerson }: ManagerCaller, request: ManagerChange) =>
    new RawJson(await asPerson((credentials) => manager.change(request, credentials)))
  return {
    apiKeys: {
      list: ({ context }) => read(context, { method: 'GET', path: '/apikeys' }),
      search: ({ context, body }) => read(context, { method: 'POST', path: '/apikeys/search', body }),
      describe: ({ context, params }) => read(context, { method: 'GET', path: `/apikeys/${params.apiKeyID}` }),
      modify: ({ context, params, body }) =>
        change(context, { method: 'POST', path: `/apikeys/${params.apiKeyID}`, body }),
      remove: async ({ context, params }) => {
        await change(context, { method: 'DELETE', path: `/apikeys/${params.apiKeyID}` })
        return undefined
      },
    },
    roles: {
      list: ({ context }) => read(context, { method: 'GET', path: '/roles' }),
      search: ({ context, body }) => read(context, { method: 'POST', path: '/roles/search', body }),
      describe: ({ context, params }) => read(context, { method: 'GET', path: `/roles/${params.roleID}` }),
      create: ({ context, body }) => change(context, { method: 'POST', path: '/roles', body }),
      modify: ({ context, params, body }) => change(context, { method: 'POST', path: `/roles/${params.roleID}`, body }),
      remove: async ({ context, params }) => {
        await change(context, { method: 'DELETE', path: `/roles/${params.roleID}` })
        return undefined
      },
    },
    administrators: {
      list: ({ context }) => read(context, { method: 'GET', path: '/administrators' }),
      search: ({ context, body }) => read(context, { method: 'POST', path: '/administrators/search', body }),
      describe: ({ context, params }) =>
        read(context, { method: 'GET', path: `/administrators/${params.administratorID}` }),
      create: ({ context, body }) => change(context, { method: 'POST', path: '/administrators', body }),
      modify: ({ context, params, body }) =>
        change(context, { method: 'POST', path: `/administrators/${params.administratorID}`, body }),
      remove: async ({ context, params }) => {
        await change(context, { method: 'DELETE', path: `/administrators/${params.administratorID}` })
        return undefined
      },
    },
  }
}
