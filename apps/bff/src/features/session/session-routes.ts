import { Refusal, type browserSessionEndpoints } from '@latchkey/contract'
import type { Handlers } from '@latchkey/server'
import { giveToken, takeToken, tokenOf } from '../../http/cookie.ts'
import { signedOut, type Person, type SessionService } from './session-service.ts'

interface SignInLimit {
  admit(address: string): void
  failed(address: string): void
}
type SessionHandlers = Handlers<{ session: typeof browserSessionEndpoints }, Person | undefined>['session']

export function sessionHandlers(
  sessions: SessionService,
  cookieName: () => string,
  limit: SignInLimit,
): SessionHandlers {
  return {
    describe: async ({ context }) => {
      if (context === undefined) throw signedOut()
      return await sessions.whileSignedIn(context, () => sessions.describe(context))
    },
    create: async ({ body, request, reply }) => {
      limit.admit(request.ip)
      try {
        const { token, session } = await sessions.signIn(body, tokenOf(request, cookieName()))
        giveToken(reply, cookieName(), token)
        return session
      } catch (error) {
        if (error instanceof Refusal && error.status === 401) limit.failed(request.ip)
        throw error
      }
    },
    remove: async ({ context, reply }) => {
      if (context) await sessions.end(context)
      takeToken(reply, cookieName())
      return undefined
    },
  }
}
