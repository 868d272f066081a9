import { Refusal, visionOneCodes, type Endpoint, type Problem, type RefusalStatus } from '@latchkey/contract'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { requireRight, unknownCredential, type Caller } from '../caller.ts'

const area = '/v3.0/'

interface BearerDependencies {
  readonly signInKey: (secret: string) => Promise<Caller>
  readonly secretBehind: (token: string) => string
  readonly admit: (caller: Caller) => void
}

/** Who is calling /v3.0: always a key, in the header Authorization. */
export function createBearerAuthentication({ signInKey, secretBehind, admit }: BearerDependencies) {
  return async (request: FastifyRequest, { right, body }: Endpoint): Promise<Caller> => {
    const [scheme = '', token = '', ...rest] = (request.headers.authorization ?? '').split(' ')
    if (scheme.toLowerCase() !== 'bearer' || rest.length > 0) throw unknownCredential()
    const caller = await signInKey(secretBehind(token)).catch((error: unknown) => {
      // Here a key that is locked or has expired is no credential any more; its holder is told which.
      if (error instanceof Refusal && error.reason !== undefined)
        throw new Refusal(401, error.message, { reason: error.reason, cause: error })
      throw error
    })
    admit(caller)
    if (right && body) requireRight(caller, right)
    return caller
  }
}

/** What support is asked with: the same number as in our log. */
export function traceVisionOne(app: FastifyInstance): void {
  app.addHook('onSend', (request, reply, _payload, done) => {
    if (request.url.startsWith(area)) reply.header('x-trace-id', request.id)
    done()
  })
}

const innerCodes: Readonly<Record<string, string>> = { expired: 'TokenExpired', 'locked-out': 'TokenDisabled' }

export const visionOneError = ({ message, reason }: Problem, status: RefusalStatus): unknown => ({
  error: {
    code: visionOneCodes[status] ?? (status < 500 ? 'BadRequest' : 'InternalServerError'),
    message: status === 403 ? `Insufficient permissions. ${message}` : message,
    ...(status === 401 && { innererror: { code: innerCodes[reason ?? ''] ?? 'InvalidToken', service: 'svp' } }),
  },
})
