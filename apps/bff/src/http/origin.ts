import type { FastifyRequest } from 'fastify'

const userAgentMax = 256

/** Where a request came from, for the record. */
export const originOf = ({ id, ip, headers }: FastifyRequest) => ({
  requestID: id,
  address: ip,
  userAgent: (headers['user-agent'] ?? '').slice(0, userAgentMax),
})
