import { Refusal, roleNameBlank, type Problem, type RefusalStatus } from '@latchkey/contract'
import { DatabaseUnavailable, DiskFull, OutcomeUnknown } from '@latchkey/database'
import type { FastifyError, FastifyInstance } from 'fastify'
import { visionOneError } from './vision-one.ts'

export const productVersion = '20.0.1'

export function addHeaders(app: FastifyInstance): void {
  app.addHook('onSend', (_request, reply, _payload, done) => {
    reply.headers({
      'x-dsm-version': `Deep Security/${productVersion}`,
      'cache-control': 'no-cache,no-store',
      pragma: 'no-cache',
      'x-frame-options': 'SAMEORIGIN',
      'x-xss-protection': '1;mode=block',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    })
    // The product names no charset, and a client compares the whole value.
    if (String(reply.getHeader('content-type') ?? '').startsWith('application/json'))
      reply.header('content-type', 'application/json')
    done()
  })
}

/** Each area has its own shape of an error, the framework's own refusals included. */
export const errorBodyOf =
  (profile: 'full' | 'stock') =>
  ({ message, reason, field, changed }: Problem, path: string, status: RefusalStatus): unknown => {
    const more = { ...(reason && { reason }), ...(field && { field }), ...(changed && { changed }) }
    const problem = { message, ...(profile === 'full' && more) }
    if (path.startsWith('/rest/')) return { error: { message: problem.message } }
    if (path.startsWith('/v3.0/')) return visionOneError({ ...problem, message }, status)
    return problem
  }

const isOfValidation = (error: unknown): error is FastifyError => error instanceof Error && 'validation' in error

export function refusalOf(error: unknown): Refusal | undefined {
  if (isOfValidation(error) && error.validation?.[0]?.message === roleNameBlank)
    return new Refusal(400, roleNameBlank, { field: 'name' })
  if (error instanceof DiskFull) return new Refusal(507, 'The disk is full: nothing was changed.', { cause: error })
  if (error instanceof DatabaseUnavailable)
    return new Refusal(503, 'The database cannot be reached: nothing was changed.', { changed: 'no', cause: error })
  if (error instanceof OutcomeUnknown)
    return new Refusal(503, 'The database gave no answer: whether something was changed is not known.', {
      changed: 'maybe',
      cause: error,
    })
  return undefined
}
