import type { mfaEndpoints } from '@latchkey/contract'
import type { Handlers } from '@latchkey/server'
import type { Caller } from '../../caller.ts'
import type { MfaService } from './mfa-service.ts'

export const mfaHandlers = (mfa: MfaService): Handlers<{ mfa: typeof mfaEndpoints }, Caller>['mfa'] => ({
  describe: ({ context }) => mfa.describe(context),
  enrol: ({ context }) => mfa.enrol(context),
  confirm: ({ context, body }) => mfa.confirm(context, body.mfaCode),
  replaceRecoveryCodes: ({ context, body }) => mfa.replaceRecoveryCodes(context, body.mfaCode),
  remove: async ({ context, body }) => {
    await mfa.remove(context, body.mfaCode)
    return undefined
  },
})
