import { Refusal } from '@latchkey/contract'
import type { FastifyRequest } from 'fastify'

/** Four checks for every call, sign-in and reads included: our header, where it comes from, and only JSON. */
export function refuseForgery(request: FastifyRequest, origins: readonly string[]): void {
  if (request.headers['x-csrf'] !== '1') throw forged('the header x-csrf is missing')
  const { origin } = request.headers
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin') throw forged(`it comes from ${site}`)
  if (origin !== undefined && !origins.includes(origin)) throw forged('it comes from another origin')
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  if (site === undefined && origin === undefined && !isRead) throw forged('it does not say where it comes from')
  const type = request.headers['content-type']
  if (!isRead && request.method !== 'DELETE' && type !== 'application/json')
    throw new Refusal(415, 'The body is not application/json.')
}

/** A call that no page of ours makes. */
export class ForgedCall extends Refusal {}

const forged = (why: string) => new ForgedCall(403, `Refused, nothing was changed: ${why}.`)
