import { endpoint, type Endpoint } from '../endpoint.ts'
import { gatewayRefusals } from '../errors.ts'
import { apiKeyEndpoints } from '../manager/api-keys.ts'
import { roleEndpoints } from '../manager/roles.ts'
import { browserSessionEndpoints } from './session.ts'

/** The manager's endpoint for a person with a browser session, who may learn besides that the manager is away. */
const forPage = <const E extends Endpoint>(upstream: E) =>
  endpoint({ ...upstream, access: 'session' as const, replies: { ...upstream.replies, ...gatewayRefusals } })

/** Everything under /bff: the BFF's own endpoints, and those of the manager that the page uses, each by name. */
export const bffEndpoints = {
  session: browserSessionEndpoints,
  apiKeys: {
    list: forPage(apiKeyEndpoints.list),
    search: forPage(apiKeyEndpoints.search),
    describe: forPage(apiKeyEndpoints.describe),
  },
  roles: { list: forPage(roleEndpoints.list) },
}
