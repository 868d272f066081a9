import type { sessionEndpoints } from '@latchkey/contract'
import type { Handlers } from '@latchkey/server'
import type { Caller } from '../../caller.ts'
import type { SessionService } from './session-service.ts'

type SessionHandlers = Handlers<{ sessions: typeof sessionEndpoints }, Caller | undefined>['sessions']

export const sessionHandlers = (
  sessions: SessionService,
  { secureCookie }: { secureCookie: boolean },
): SessionHandlers => ({
  create: async ({ body, reply }) => {
    const { sID, session } = await sessions.signIn(body)
    // Clients drop a Secure cookie that comes over http.
    reply.header('set-cookie', `sID=${sID}; Path=/; ${secureCookie ? 'Secure; ' : ''}HttpOnly`)
    return session
  },
  removeCurrent: async ({ context }) => {
    if (context) await sessions.end(context)
    return undefined
  },
})
