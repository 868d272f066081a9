import type { bffEndpoints } from '@latchkey/contract'
import type { Handlers } from '@latchkey/server'
import type { Caller } from '../../caller.ts'
import type { IssuanceService } from './issuance-service.ts'

type IssuanceHandlers = Handlers<Pick<typeof bffEndpoints, 'issuances'>, Caller>['issuances']

export const issuanceHandlers = (issuances: IssuanceService): IssuanceHandlers => ({
  list: async ({ context }) => ({ issuances: await issuances.list(context) }),
  create: ({ context, body }) => issuances.issue(context, body),
  describe: ({ context, params }) => issuances.describe(context, params.idempotencyKey),
  acknowledge: async ({ context, params }) => {
    await issuances.acknowledge(context, params.idempotencyKey)
    return undefined
  },
})
