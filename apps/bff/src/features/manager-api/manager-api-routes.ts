import type { bffEndpoints } from '@latchkey/contract'
import { RawJson, type Handlers } from '@latchkey/server'
import type { ManagerClient, ManagerCredentials } from '../../manager-client.ts'

type Table = Pick<typeof bffEndpoints, 'apiKeys' | 'roles'>

/** Whoever calls, and how to work in their name. */
export interface ManagerCaller {
  readonly asPerson: <Result>(work: (credentials: ManagerCredentials) => Promise<Result>) => Promise<Result>
}

type ReadRequest = Omit<Parameters<ManagerClient['read']>[0], 'changes'>

/** The manager's endpoints that the page uses, each by its name; there is no way to any other. */
export function managerApiHandlers(manager: ManagerClient): Handlers<Table, ManagerCaller> {
  const read = async ({ asPerson }: ManagerCaller, request: ReadRequest) =>
    new RawJson(await asPerson((credentials) => manager.read({ ...request, changes: false }, credentials)))
  return {
    apiKeys: {
      list: ({ context }) => read(context, { method: 'GET', path: '/apikeys' }),
      search: ({ context, body }) => read(context, { method: 'POST', path: '/apikeys/search', body }),
      describe: ({ context, params }) => read(context, { method: 'GET', path: `/apikeys/${params.apiKeyID}` }),
    },
    roles: { list: ({ context }) => read(context, { method: 'GET', path: '/roles' }) },
  }
}
