import { timingSafeEqual } from 'node:crypto'
import { Refusal, type Endpoint } from '@latchkey/contract'
import type { FastifyRequest } from 'fastify'
import { requirePrimaryTenant, requireRight, unknownCredential, type Caller } from '../caller.ts'

interface SessionCaller {
  readonly caller: Caller
  readonly session: { readonly ridDigest: string | undefined }
}

interface AuthenticationDependencies {
  readonly signInKey: (secret: string) => Promise<Caller>
  readonly resumeSession: (sID: string) => Promise<SessionCaller | undefined>
  readonly digest: (token: string) => string
  /** Counts the call and refuses it when there were too many. */
  readonly admit: (caller: Caller) => void
  /** Is told who makes which call, whatever becomes of it. */
  readonly called: (request: FastifyRequest, caller: Caller) => void
}

/** Who is calling: by secret or by session, and by the version that our clients must name. */
export function createAuthentication(dependencies: AuthenticationDependencies) {
  const { signInKey, resumeSession, digest, admit, called } = dependencies
  return async (request: FastifyRequest, { access, right, body, primaryTenant }: Endpoint): Promise<Caller> => {
    const { caller, legacy } = await callerOf(request)
    if (!legacy) requireVersion(request)
    admit(caller)
    called(request, caller)
    if (access === 'key' && caller.kind !== 'api-key')
      throw new Refusal(403, 'Not authorized to call this: it is for API keys, about themselves.')
    if (access === 'session' && caller.kind !== 'administrator')
      throw new Refusal(403, 'Not authorized to call this: it is for sessions.')
    if (primaryTenant) requirePrimaryTenant(caller)
    // Whoever lacks the right is told so before anything is said of the body; the services ask for it again.
    if (right && body) requireRight(caller, right)
    return caller
  }

  async function callerOf(request: FastifyRequest): Promise<{ caller: Caller; legacy: boolean }> {
    const secret = request.headers['api-secret-key']
    // With both a secret and a session, the secret decides.
    if (typeof secret === 'string') return { caller: await signInKey(secret), legacy: false }
    const sID = sessionCookie(request.headers.cookie ?? '')
    const found = sID === undefined ? undefined : await resumeSession(sID)
    if (found === undefined) throw unknownCredential()
    const { ridDigest } = found.session
    if (ridDigest === undefined) return { caller: found.caller, legacy: true }
    requireRid(request, ridDigest, digest)
    return { caller: { ...found.caller, seesExtensions: true }, legacy: false }
  }
}

function requireRid(request: FastifyRequest, ridDigest: string, digest: (token: string) => string): void {
  const { rid } = request.headers
  const presented = Buffer.from(digest(typeof rid === 'string' ? rid : ''))
  if (!timingSafeEqual(presented, Buffer.from(ridDigest)))
    throw new Refusal(403, 'Not authorized to call this: the header rID is missing or wrong.')
}

export function requireVersion(request: FastifyRequest): void {
  const version = request.headers['api-version']
  if (version === undefined) throw new Refusal(400, 'The header api-version is missing: set it to v1.')
  if (typeof version !== 'string' || !/^v\d+$/.test(version))
    throw new Refusal(400, 'The header api-version must start with v and a number, such as v1.')
  if (version !== 'v1')
    throw new Refusal(400, `The header api-version names ${version}, which this manager does not know; v1 is known.`)
}

// Some clients send a whole Set-Cookie back, attributes included.
export function sessionCookie(header: string): string | undefined {
  for (const part of header.split(';')) {
    const [name = '', value = ''] = part.trim().split('=', 2)
    if (name === 'sID') return sessionToken(value)
  }
  return undefined
}

export const sessionToken = (text: string): string | undefined => (/^[0-9A-F]{32}$/.test(text) ? text : undefined)
