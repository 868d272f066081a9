import { endpoint, type Endpoint } from '../endpoint.ts'
import { gatewayRefusals } from '../errors.ts'
import { apiKeyEndpoints } from '../manager/api-keys.ts'
import { roleEndpoints } from '../manager/roles.ts'
import { setUpEndpoints } from '../manager/set-up.ts'
import { browserSessionEndpoints } from './session.ts'

/** The manager's endpoint as the page calls it: what may be answered besides is that the manager is away. */
const forPage = <const E extends Endpoint>(upstream: E) =>
  endpoint({ ...upstream, replies: { ...upstream.replies, ...gatewayRefusals } })

/** Everything under /bff: the BFF's own endpoints, and those of the manager that the page uses, each by name. */
export const bffEndpoints = {
  session: browserSessionEndpoints,
  setUp: { describe: forPage(setUpEndpoints.describe), claim: forPage(setUpEndpoints.claim) },
  apiKeys: {
    list: forPage(apiKeyEndpoints.list),
    search: forPage(apiKeyEndpoints.search),
    describe: forPage(apiKeyEndpoints.describe),
  },
  roles: { list: forPage(roleEndpoints.list) },
}
