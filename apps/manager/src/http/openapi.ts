import { managerEndpoints, openApiOf } from '@latchkey/contract'
import type { FastifyInstance } from 'fastify'

/** The contract as every client generator reads it; made once, at the first call. */
export function registerOpenApi(app: FastifyInstance, version: string): void {
  let printed: string | undefined
  app.get('/api/openapi.json', { config: { reads: true } }, async (_request, reply) => {
    printed ??= JSON.stringify(openApiOf(managerEndpoints, { title: 'Latchkey manager', version, prefix: '/api' }))
    return await reply.type('application/json').send(printed)
  })
}
