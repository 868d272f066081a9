import type { setUpEndpoints } from '@latchkey/contract'
import { refuseDistant, type Handlers } from '@latchkey/server'
import type { Caller } from '../../caller.ts'
import type { SetUpService } from './set-up-service.ts'

type SetUpHandlers = Handlers<{ setUp: typeof setUpEndpoints }, Caller | undefined>['setUp']

export const setUpHandlers = (setUp: SetUpService): SetUpHandlers => ({
  describe: async ({ request }) => {
    refuseDistant(request)
    return { needed: await setUp.isNeeded() }
  },
  claim: async ({ body, request }) => {
    refuseDistant(request)
    return await setUp.claim(body)
  },
})
