import type { sessionEndpoints } from '@latchkey/contract'
import type { Handlers } from '@latchkey/server'
import type { Caller } from '../../caller.ts'
import type { SessionService } from './session-service.ts'

type SessionHandlers = Handlers<{ sessions: typeof sessionEndpoints }, Caller | undefined>['sessions']

export const sessionHandlers = (sessions: SessionService): SessionHandlers => ({
  create: async ({ body, request, reply }) => {
    const { sID, session } = await sessions.signIn(body, { withRid: true })
    // Clients drop a Secure cookie that comes over http; behind a proxy that we trust, its protocol counts.
    reply.header('set-cookie', `sID=${sID}; Path=/; ${request.protocol === 'https' ? 'Secure; ' : ''}HttpOnly`)
    return session
  },
  removeCurrent: async ({ context }) => {
    if (context) await sessions.end(context)
    return undefined
  },
})
