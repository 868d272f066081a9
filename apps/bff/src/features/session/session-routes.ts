import type { browserSessionEndpoints } from '@latchkey/contract'
import type { Handlers } from '@latchkey/server'
import { giveToken, takeToken, tokenOf } from '../../http/cookie.ts'
import type { SignInLimit } from '../../http/rate-limits.ts'
import { signedOut, type Person, type SessionService } from './session-service.ts'

type SessionHandlers = Handlers<{ session: typeof browserSessionEndpoints }, Person | undefined>['session']

export function sessionHandlers(
  sessions: SessionService,
  cookieName: () => string,
  limit: SignInLimit,
): SessionHandlers {
  return {
    describe: async ({ context: person }) => {
      if (person === undefined) throw signedOut()
      return await sessions.whileSignedIn(person, () => sessions.describe(person))
    },
    create: async ({ body, request, reply }) => {
      const previousToken = tokenOf(request, cookieName())
      const person = await limit.admit(request.ip, () => sessions.authenticate(body))
      const { token, session } = await sessions.begin(person, previousToken)
      giveToken(reply, cookieName(), token)
      return session
    },
    remove: async ({ context: person, reply }) => {
      if (person) await sessions.end(person)
      takeToken(reply, cookieName())
      return undefined
    },
  }
}
