import { Refusal, type sessionEndpoints } from '@latchkey/contract'
import type { Handlers } from '@latchkey/server'
import type { AdmitSignIn } from '@latchkey/server/sign-in-limit'
import type { Caller } from '../../caller.ts'
import type { SessionService } from './session-service.ts'

type SessionHandlers = Handlers<{ sessions: typeof sessionEndpoints }, Caller | undefined>['sessions']

export const sessionHandlers = (sessions: SessionService, admit: AdmitSignIn): SessionHandlers => ({
  create: async ({ body, request, reply }) => {
    const { sID, session } = await admit(request.ip, () => sessions.signIn(body, { withRid: true }))
    // Clients drop a Secure cookie that comes over http; behind a proxy that we trust, its protocol counts.
    reply.header('set-cookie', `sID=${sID}; Path=/; ${request.protocol === 'https' ? 'Secure; ' : ''}HttpOnly`)
    return session
  },
  removeCurrent: async ({ context }) => {
    await sessions.end(known(context))
    return undefined
  },
  list: async ({ context, query }) => ({ sessions: await sessions.list(known(context), query.administratorID) }),
  remove: async ({ context, params }) => {
    await sessions.endByHandle(known(context), params.handle)
    return undefined
  },
})

/** Only signing in is for anyone; everything else was authenticated. */
function known(context: Caller | undefined): Caller {
  if (context === undefined) throw new Refusal(401, 'Invalid API Key')
  return context
}
