import type { bffEndpoints } from '@latchkey/contract'
import type { Handlers } from '@latchkey/server'
import type { SignInLimit } from '@latchkey/server/sign-in-limit'
import type { Caller } from '../../caller.ts'
import { giveToken, takeToken, tokenOf } from '../../http/cookie.ts'
import { originOf } from '../../http/origin.ts'
import type { SessionService } from './session-service.ts'
import { signedOut } from './session-store.ts'

type SessionHandlers = Handlers<Pick<typeof bffEndpoints, 'session'>, Caller | undefined>['session']
type OwnSessionHandlers = Handlers<Pick<typeof bffEndpoints, 'sessions'>, Caller>['sessions']

export function sessionHandlers(
  sessions: SessionService,
  cookieName: () => string,
  limit: SignInLimit,
): SessionHandlers {
  return {
    describe: async ({ context: caller }) => {
      if (caller === undefined) throw signedOut()
      return await caller.asPerson(() => sessions.describe(caller.person))
    },
    create: async ({ body, request, reply }) => {
      const previousToken = tokenOf(request, cookieName())
      const origin = originOf(request)
      const person = await limit.admit(request.ip, () => sessions.authenticate(body, origin))
      const { token, session } = await sessions.begin(person, previousToken, origin)
      giveToken(reply, cookieName(), token)
      return session
    },
    remove: async ({ context: caller, reply }) => {
      if (caller) await sessions.end(caller.person, caller.origin)
      takeToken(reply, cookieName())
      return undefined
    },
  }
}

export const ownSessionHandlers = (sessions: SessionService): OwnSessionHandlers => ({
  list: async ({ context: { person } }) => ({ sessions: await sessions.list(person) }),
  remove: async ({ context: { person, origin }, params }) => {
    await sessions.endOwn(person, origin, params.sessionID)
    return undefined
  },
  removeOthers: async ({ context: { person, origin } }) => {
    await sessions.endOwn(person, origin)
    return undefined
  },
})
