import type { visionOneEndpoints } from '@latchkey/contract'
import type { Handlers } from '@latchkey/server'
import type { FastifyRequest } from 'fastify'
import type { Caller } from '../../caller.ts'
import type { ClusterService } from './cluster-service.ts'
import type { VisionOneKeyService } from './vision-one-key-service.ts'
import type { VisionOneRoleService } from './vision-one-role-service.ts'

interface VisionOneServices {
  readonly keys: VisionOneKeyService
  readonly roles: VisionOneRoleService
  readonly clusters: ClusterService
}

// The host was checked against those that are ours before any of this runs.
const addressOf = ({ protocol, headers }: FastifyRequest): string => `${protocol}://${headers.host ?? ''}`

// Bytes of a header arrive one character each; clients send UTF-8.
const headerOf = ({ headers }: FastifyRequest, name: 'tmv1-filter' | 'if-match'): string | undefined => {
  const value = headers[name]
  return typeof value === 'string' ? Buffer.from(value, 'latin1').toString() : undefined
}

const listed = (request: FastifyRequest) => ({
  filter: headerOf(request, 'tmv1-filter') ?? '',
  address: addressOf(request),
  path: request.routeOptions.url ?? '',
})

export const visionOneHandlers = ({
  keys,
  roles,
  clusters,
}: VisionOneServices): Handlers<typeof visionOneEndpoints, Caller> => ({
  health: { connectivity: async () => ({ status: 'available' }) },
  apiKeys: {
    list: ({ context, query, request }) => keys.list(context, { ...query, ...listed(request) }),
    create: ({ context, body, request }) => keys.create(context, body, addressOf(request)),
    describe: async ({ context, params, reply }) => {
      const { key, etag } = await keys.describe(context, params.id)
      reply.header('etag', `"${etag}"`)
      return key
    },
    modify: async ({ context, params, body, request }) => {
      await keys.modify(context, params.id, body, headerOf(request, 'if-match'))
      return undefined
    },
    remove: ({ context, body }) =>
      keys.remove(
        context,
        body.map(({ id }) => id),
      ),
  },
  roles: { list: ({ context, query, request }) => roles.list(context, { ...query, ...listed(request) }) },
  clusters: {
    list: ({ context, query, request }) => clusters.list(context, { ...query, ...listed(request) }),
    create: async ({ context, body, request, reply }) => {
      const { id, registered } = await clusters.create(context, body, addressOf(request))
      reply.header('location', `${addressOf(request)}${request.routeOptions.url}/${id}`)
      return registered
    },
    describe: ({ context, params }) => clusters.describe(context, params.id),
    modify: async ({ context, params, body }) => {
      await clusters.modify(context, params.id, body)
      return undefined
    },
    remove: async ({ context, params }) => {
      await clusters.remove(context, params.id)
      return undefined
    },
  },
  clusterGroups: { list: ({ context, query, request }) => clusters.groups(context, { ...query, ...listed(request) }) },
})
