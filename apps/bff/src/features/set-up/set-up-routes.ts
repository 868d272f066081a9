import type { bffEndpoints } from '@latchkey/contract'
import { refuseDistant, type Handlers } from '@latchkey/server'
import type { SignInLimit } from '@latchkey/server/sign-in-limit'
import { originOf } from '../../http/origin.ts'
import type { SetUpService } from './set-up-service.ts'

type SetUpHandlers = Handlers<Pick<typeof bffEndpoints, 'setUp'>, unknown>['setUp']

/** To the manager every call comes from this machine, so who is near enough to set up is judged here as well. */
export const setUpHandlers = (setUp: SetUpService, limit: SignInLimit): SetUpHandlers => ({
  describe: async ({ request }) => {
    refuseDistant(request)
    return await setUp.describe()
  },
  claim: async ({ body, request }) => {
    refuseDistant(request)
    return await limit.admit(request.ip, () => setUp.claim(body, originOf(request)))
  },
})
