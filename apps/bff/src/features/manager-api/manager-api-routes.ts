import { successStatus, type Endpoint } from '@latchkey/contract'
import { RawJson, type EndpointCall, type Handlers } from '@latchkey/server'
import type { FastifyReply } from 'fastify'
import type { Caller } from '../../caller.ts'
import { actOf, readOnlyGroup, type ManagerGroup, type ManagerTable } from './acts.ts'
import type { ManagerApi } from './manager-api-service.ts'
import { upstreamPath } from './upstream-path.ts'

/** Who has changed what proves who they are goes on under a new token. */
type Renew = (caller: Caller, reply: FastifyReply) => Promise<void>
type Call = EndpointCall<Endpoint, Caller>

/** The manager's endpoints that the page uses, each by its name in the table; there is no way to any other. */
export function managerApiHandlers(
  table: ManagerTable,
  manager: ManagerApi,
  renew: Renew,
): Handlers<ManagerTable, Caller> {
  const handlerOf = (group: ManagerGroup, name: string, endpoint: Endpoint) => {
    if (!endpoint.changes || group === readOnlyGroup)
      return async ({ context, params, query, body }: Call) => {
        const method = endpoint.method === 'POST' ? 'POST' : 'GET'
        return new RawJson(await manager.read(context, { method, path: upstreamPath(endpoint, params, query), body }))
      }
    return async ({ context, params, query, body, reply }: Call) => {
      const method = endpoint.method === 'DELETE' ? 'DELETE' : 'POST'
      const given = objectOf(body)
      const act = actOf(group, endpoint, objectOf(params), given)
      const request = { method, path: upstreamPath(endpoint, params, query), ...(endpoint.body && { body }) } as const
      const answer = await manager.change(context, request, act)
      if (changesProof(group, name, act.objectID, given, context)) await renew(context, reply)
      return successStatus(endpoint) === 204 ? undefined : new RawJson(answer)
    }
  }
  const groups = Object.entries<Readonly<Record<string, Endpoint>>>(table).map(([group, endpoints]) => [
    group,
    Object.fromEntries(
      // Only the table's own groups are walked.
      Object.entries(endpoints).map(([name, endpoint]) => [name, handlerOf(group as ManagerGroup, name, endpoint)]),
    ),
  ])
  // Each endpoint of the table has its handler, which Object.fromEntries cannot say.
  return Object.fromEntries(groups) as Handlers<ManagerTable, Caller>
}

const objectOf = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {})

function changesProof(group: ManagerGroup, name: string, ID: number | undefined, body: object, { person }: Caller) {
  if (group === 'mfa') return name === 'confirm' || name === 'remove'
  const isOwn = name === 'modifyCurrent' || (name === 'modify' && ID === person.administratorID)
  return group === 'administrators' && isOwn && 'password' in body
}
