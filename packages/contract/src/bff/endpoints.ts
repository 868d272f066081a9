import { apiKeyEndpoints } from '../manager/api-keys.ts'
import { roleEndpoints } from '../manager/roles.ts'
import { browserSessionEndpoints } from './session.ts'

/** Everything under /bff: the BFF's own endpoints, and those of the manager that the page uses, each by name. */
export const bffEndpoints = {
  session: browserSessionEndpoints,
  apiKeys: { list: apiKeyEndpoints.list, search: apiKeyEndpoints.search, describe: apiKeyEndpoints.describe },
  roles: { list: roleEndpoints.list },
}
