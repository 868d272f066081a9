import { z } from 'zod'
import { endpoint, type Endpoint } from '../endpoint.ts'
import { gatewayRefusals } from '../errors.ts'
import {
  administratorEndpoints,
  createAdministratorSchema,
  modifyAdministratorSchema,
} from '../manager/administrators.ts'
import { apiKeyEndpoints, createApiKeySchema, modifyApiKeySchema } from '../manager/api-keys.ts'
import { createRoleSchema, modifyRoleSchema, roleEndpoints } from '../manager/roles.ts'
import { setUpEndpoints } from '../manager/set-up.ts'
import { searchCriteriaMax, searchCriterionSchema, searchFilterSchema } from '../search.ts'

/** The manager's endpoint as the page calls it: what may be answered besides is that the manager is away. */
const forPage = <const E extends Endpoint>(upstream: E) =>
  endpoint({ ...upstream, replies: { ...upstream.replies, ...gatewayRefusals } })

/** The same body without what is tolerated of other clients: what the page sends and we do not know is refused. */
const strict = <Shape extends z.core.$ZodLooseShape>({ out }: { readonly out: z.ZodObject<Shape> }) =>
  z.strictObject(out.shape)

const pageSearchSchema = z.strictObject({
  ...searchFilterSchema.out.shape,
  searchCriteria: z.array(strict(searchCriterionSchema)).max(searchCriteriaMax).default([]),
})
export const pageCreateApiKeySchema = strict(createApiKeySchema)

/** Creating a key and its new secrets are issuances: no secret passes by any of these. */
export const managerForPage = {
  setUp: { describe: forPage(setUpEndpoints.describe), claim: forPage(setUpEndpoints.claim) },
  apiKeys: {
    list: forPage(apiKeyEndpoints.list),
    search: forPage({ ...apiKeyEndpoints.search, body: pageSearchSchema }),
    describe: forPage(apiKeyEndpoints.describe),
    modify: forPage({ ...apiKeyEndpoints.modify, body: strict(modifyApiKeySchema) }),
    remove: forPage(apiKeyEndpoints.remove),
  },
  roles: {
    list: forPage(roleEndpoints.list),
    search: forPage({ ...roleEndpoints.search, body: pageSearchSchema }),
    describe: forPage(roleEndpoints.describe),
    create: forPage({ ...roleEndpoints.create, body: strict(createRoleSchema) }),
    modify: forPage({ ...roleEndpoints.modify, body: strict(modifyRoleSchema) }),
    remove: forPage(roleEndpoints.remove),
  },
  administrators: {
    list: forPage(administratorEndpoints.list),
    search: forPage({ ...administratorEndpoints.search, body: pageSearchSchema }),
    describe: forPage(administratorEndpoints.describe),
    create: forPage({ ...administratorEndpoints.create, body: strict(createAdministratorSchema) }),
    modify: forPage({ ...administratorEndpoints.modify, body: strict(modifyAdministratorSchema) }),
    remove: forPage(administratorEndpoints.remove),
  },
}
