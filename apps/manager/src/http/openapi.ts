import { managerEndpoints, openApiOf, visionOneEndpoints } from '@latchkey/contract'
import { registerOtherMethods } from '@latchkey/server'
import type { FastifyInstance } from 'fastify'

/** The contract as every client generator reads it; made once, at the first call. */
export function registerOpenApi(app: FastifyInstance, version: string): void {
  // Whatever name a caller knows it by.
  const server = { url: '/', description: 'The manager that printed this' }
  const documents = {
    '/api/openapi.json': () =>
      openApiOf(managerEndpoints, { title: 'Latchkey manager', version, prefix: '/api', server }),
    '/v3.0/openapi.json': () =>
      openApiOf(visionOneEndpoints, {
        title: 'Latchkey manager, as Vision One',
        version,
        prefix: '/v3.0',
        byBearer: true,
        server,
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
