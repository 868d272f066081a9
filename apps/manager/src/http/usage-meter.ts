import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Caller } from '../caller.ts'
import { JsonList } from './json-list.ts'

interface MeteredCall {
  readonly tenantID: number
  readonly action: string
  readonly method: string
  readonly duration: number
  readonly statusCode: number
  readonly authenticationMethod: 'sID' | 'API-Key'
  readonly responseItemCount?: number
}

interface Call {
  readonly caller: Caller
  result?: unknown
}

/** Tells of every call whose caller is known, once it is answered. */
export function createUsageMeter(app: FastifyInstance, count: (call: MeteredCall) => void) {
  const calls = new WeakMap<FastifyRequest, Call>()
  app.addHook('onResponse', (request, reply, done) => {
    const call = calls.get(request)
    if (call) count(metered(call, request, reply))
    done()
  })
  return {
    called: (request: FastifyRequest, caller: Caller) => void calls.set(request, { caller }),
    answering: (request: FastifyRequest, result: unknown) => {
      const call = calls.get(request)
      if (call) call.result = result
    },
  }
}

function metered({ caller, result }: Call, request: FastifyRequest, reply: FastifyReply): MeteredCall {
  const responseItemCount = itemsIn(result)
  return {
    tenantID: caller.tenantID,
    action: request.method,
    method: request.routeOptions.url ?? '',
    duration: Math.round(reply.elapsedTime),
    statusCode: reply.statusCode,
    authenticationMethod: caller.kind === 'api-key' ? 'API-Key' : 'sID',
    ...(responseItemCount !== undefined && { responseItemCount }),
  }
}

/** A list is an object of one array; nothing else that is answered is. */
function itemsIn(result: unknown): number | undefined {
  if (result instanceof JsonList) return result.sent.items
  if (result === null || typeof result !== 'object') return undefined
  const [list, ...others] = Object.values(result)
  return Array.isArray(list) && others.length === 0 ? list.length : undefined
}
