import { Refusal, signInSchema, type SignIn } from '@latchkey/contract'
import { registerOtherMethods } from '@latchkey/server'
import type { AdmitSignIn } from '@latchkey/server/sign-in-limit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Caller } from '../caller.ts'
import { sessionCookie, sessionToken } from './authentication.ts'

const legacyApiVersion = '4'

interface Sessions {
  readonly signIn: (given: SignIn, how: { withRid: boolean }) => Promise<{ readonly sID: string }>
  readonly resume: (sID: string) => Promise<{ readonly caller: Caller } | undefined>
  readonly end: (caller: Caller) => Promise<void>
}

/** The old API, which clients still sign in by: a bare token as text, used as the cookie sID without an rID. */
export function registerLegacySessions(app: FastifyInstance, sessions: Sessions, admit: AdmitSignIn): void {
  const signIn =
    (toPrimary: boolean) =>
    async ({ body, ip }: FastifyRequest, reply: FastifyReply) => {
      const { tenantName, ...given } = credentialsIn(body)
      const toTenant = toPrimary || tenantName === undefined ? {} : { tenantName }
      const { sID } = await admit(ip, () => sessions.signIn({ ...given, ...toTenant }, { withRid: false })).catch(
        legacyRefusal,
      )
      return await reply.type('text/plain').send(sID)
    }
  const signOut = async ({ headers, url }: FastifyRequest, reply: FastifyReply) => {
    const query = new URLSearchParams(url.split('?')[1])
    // Some clients leave the name of the parameter away.
    const [inQuery] = [...query.getAll('sID'), ...query.keys()].flatMap((text) => sessionToken(text) ?? [])
    const token = inQuery ?? sessionCookie(headers.cookie ?? '')
    const found = token === undefined ? undefined : await sessions.resume(token)
    if (found) await sessions.end(found.caller)
    return await reply.type('text/plain').send('The session has ended.')
  }
  // The number that clients of the old API ask for before anything else.
  const tellVersion = async (_request: FastifyRequest, reply: FastifyReply) =>
    await reply.type('text/plain').send(legacyApiVersion)
  const routes = [
    ['GET', '/rest/apiVersion', tellVersion],
    ['POST', '/rest/authentication/login', signIn(false)],
    ['POST', '/rest/authentication/login/primary', signIn(true)],
    ['DELETE', '/rest/authentication/logout', signOut],
    ['DELETE', '/rest/session', signOut],
  ] as const
  for (const [method, url, handler] of routes) {
    app.route({ method, url, handler })
    registerOtherMethods(app, url, new Set([method]))
  }
}

function credentialsIn(body: unknown): SignIn {
  const given = body !== null && typeof body === 'object' && 'dsCredentials' in body ? body.dsCredentials : undefined
  const credentials = signInSchema.safeParse(given)
  if (!credentials.success) throw new Refusal(400, 'The body needs dsCredentials with userName and password.')
  return credentials.data
}

// Scripts look for this status and this name when a user has too many sessions.
function legacyRefusal(error: unknown): never {
  if (error instanceof Refusal && error.message.includes('MaxSessionsException'))
    throw new Refusal(401, error.message, { cause: error })
  throw error
}
