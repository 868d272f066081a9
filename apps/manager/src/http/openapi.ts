import { managerEndpoints, openApiOf, visionOneEndpoints } from '@latchkey/contract'
import { registerOtherMethods } from '@latchkey/server'
import type { FastifyInstance } from 'fastify'

/** The contract as every client generator reads it; made once, at the first call. */
export function registerOpenApi(app: FastifyInstance, version: string): void {
  const documents = {
    '/api/openapi.json': () => openApiOf(managerEndpoints, { title: 'Latchkey manager', version, prefix: '/api' }),
    '/v3.0/openapi.json': () =>
      openApiOf(visionOneEndpoints, {
        title: 'Latchkey manager, as Vision One',
        version,
        prefix: '/v3.0',
        byBearer: true,
      }),
  }
  for (const [url, make] of Object.entries(documents)) {
    let printed: string | undefined
    app.get(url, { config: { reads: true } }, async (_request, reply) => {
      printed ??= JSON.stringify(make())
      return await reply.type('application/json').send(printed)
    })
    registerOtherMethods(app, url, new Set(['GET']))
  }
}
