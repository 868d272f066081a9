import type { bffEndpoints } from '@latchkey/contract'
import { refuseDistant, type Handlers } from '@latchkey/server'
import type { SetUpService } from './set-up-service.ts'

interface AttemptLimit {
  admit(address: string): void
  failed(address: string): void
}
type SetUpHandlers = Handlers<Pick<typeof bffEndpoints, 'setUp'>, unknown>['setUp']

/** To the manager every call comes from this machine, so who is near enough to set up is judged here as well. */
export const setUpHandlers = (setUp: SetUpService, limit: AttemptLimit): SetUpHandlers => ({
  describe: async ({ request }) => {
    refuseDistant(request)
    return await setUp.describe()
  },
  claim: async ({ body, request }) => {
    refuseDistant(request)
    limit.admit(request.ip)
    try {
      return await setUp.claim(body)
    } catch (error) {
      limit.failed(request.ip)
      throw error
    }
  },
})
