import {
  Refusal,
  successStatus,
  type Endpoint,
  type EndpointTable,
  type ParsedPart,
  type ReplyOf,
} from '@latchkey/contract'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** What a handler is given: the parsed parts of the request, and whom its server's authentication found. */
export interface EndpointCall<E extends Endpoint, Context> {
  readonly params: ParsedPart<E, 'params'>
  readonly query: ParsedPart<E, 'query'>
  readonly body: ParsedPart<E, 'body'>
  readonly context: Context
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** What is sent as it is: a list built inside the database, a manager's own bytes, an export. */
export class RawJson {
  readonly payload: string | Buffer | NodeJS.ReadableStream
  constructor(payload: string | Buffer | NodeJS.ReadableStream) {
    this.payload = payload
  }
}

type Handler<E extends Endpoint, Context> = (call: EndpointCall<E, Context>) => Promise<ReplyOf<E> | RawJson>
export type Handlers<Table extends EndpointTable, Context> = {
  readonly [Group in keyof Table]: { readonly [Name in keyof Table[Group]]: Handler<Table[Group][Name], Context> }
}

interface Registration<Table extends EndpointTable, Context> {
  readonly table: Table
  readonly prefix: string
  readonly handlers: Handlers<Table, Context>
  /** Finds out who is calling and refuses whoever may not; runs before anything of the body is read. */
  readonly authenticate: (request: FastifyRequest, endpoint: Endpoint) => Promise<Context>
  /** Whether this server has it at all; without one it has every endpoint of the table. */
  readonly offers?: (endpoint: Endpoint) => boolean
  /** Sees each result on its way out. */
  readonly answering?: (request: FastifyRequest, result: unknown) => void
}

/** Whoever keeps a body back for longer is asked again who they are: they may have been locked out meanwhile. */
const bodyMayTakeMs = 100

/** Routes from the table. An entry without its handler, or a handler outside the table, stops the start. */
export function registerEndpoints<Table extends EndpointTable, Context>(
  app: FastifyInstance,
  {
    table,
    prefix,
    handlers,
    authenticate,
    offers = () => true,
    answering = () => undefined,
  }: Registration<Table, Context>,
): void {
  const methods = new Map<string, Set<string>>()
  for (const [group, name, endpoint, handler] of pair(table, handlers)) {
    if (!offers(endpoint)) continue
    const url = prefix + endpoint.path
    methods.set(url, (methods.get(url) ?? new Set()).add(endpoint.method))
    const seen: AnyHandler<Context> = async (call) => {
      const result = await handler(call)
      answering(call.request, result)
      return result
    }
    register(app, url, endpoint, seen, authenticate, `${group}.${name}`)
  }
  for (const [url, known] of methods) registerOtherMethods(app, url, known)
}

type AnyHandler<Context> = (call: EndpointCall<Endpoint, Context>) => Promise<unknown>

function pair<Table extends EndpointTable, Context>(table: Table, handlers: Handlers<Table, Context>) {
  // The table's type ties each handler to its endpoint; here they are walked by name.
  const byGroup = handlers as unknown as Record<string, Record<string, AnyHandler<Context>>>
  const pairs: [group: string, name: string, endpoint: Endpoint, handler: AnyHandler<Context>][] = []
  for (const [group, endpoints] of Object.entries(table)) {
    for (const [name, endpoint] of Object.entries(endpoints)) {
      const handler = byGroup[group]?.[name]
      if (handler === undefined) throw new Error(`The endpoint ${group}.${name} has no handler.`)
      pairs.push([group, name, endpoint, handler])
    }
  }
  for (const [group, named] of Object.entries(byGroup))
    for (const name of Object.keys(named))
      if (table[group]?.[name] === undefined)
        throw new Error(`The handler ${group}.${name} is for no endpoint of the table.`)
  return pairs
}

function register<Context>(
  app: FastifyInstance,
  url: string,
  endpoint: Endpoint,
  handler: AnyHandler<Context>,
  authenticate: (request: FastifyRequest, endpoint: Endpoint) => Promise<Context>,
  operation: string,
): void {
  const callers = new WeakMap<FastifyRequest, { readonly context: Context; readonly at: number }>()
  const identify = async (request: FastifyRequest): Promise<void> => {
    const context = await authenticate(request, endpoint)
    callers.set(request, { context, at: performance.now() })
  }
  const success = successStatus(endpoint)
  app.route({
    method: endpoint.method,
    url,
    schema: {
      ...(endpoint.body && { body: endpoint.body }),
      response: Object.fromEntries(Object.entries(endpoint.replies).filter(([, schema]) => schema !== null)),
    },
    config: { operation, reads: !endpoint.changes },
    onRequest: async (request) => await identify(request),
    handler: async (request, reply) => {
      const { at = 0 } = callers.get(request) ?? {}
      if (performance.now() - at > bodyMayTakeMs) await identify(request)
      const context = callers.get(request)?.context
      const result = await handler({
        params: parsePart(endpoint, 'params', request.params),
        query: parsePart(endpoint, 'query', request.query),
        body: request.body as never, // parsed by Fastify with this endpoint's schema
        context: context as Context, // set in onRequest, without which no handler runs
        request,
        reply,
      })
      reply.code(success)
      if (endpoint.replies[success] === null) return reply.send()
      reply.type(endpoint.media ?? 'application/json')
      return result instanceof RawJson ? reply.serializer(String).send(result.payload) : reply.send(result)
    },
  })
}

/** A path that does not fit (abc where a number belongs) is an address where nothing is; a bad query is bad input. */
function parsePart(endpoint: Endpoint, part: 'params' | 'query', value: unknown): never {
  const schema = endpoint[part]
  if (schema === undefined) return undefined as never // the endpoint's type says undefined here
  const result = schema.safeParse(value)
  if (result.success) return result.data as never // the type of the endpoint's own schema
  if (part === 'params') throw new Refusal(404, 'There is nothing at this address.')
  const [issue] = result.error.issues
  throw new Refusal(400, `${issue?.path.join('.') ?? 'query'}: ${issue?.message ?? 'is not valid'}`)
}

/** A known address with a method that is none of its own. */
export function registerOtherMethods(app: FastifyInstance, url: string, known: ReadonlySet<string>): void {
  const others = (['GET', 'POST', 'DELETE', 'PUT', 'PATCH', 'HEAD', 'OPTIONS', 'TRACE'] as const).filter(
    (method) => !known.has(method),
  )
  app.route({
    method: others,
    url,
    // Before the body is read: whatever stands in it, this method is not for here.
    onRequest: async (request, reply) => {
      reply.header('allow', [...known].join(', '))
      throw new Refusal(405, `${request.method} is not allowed here; allowed: ${[...known].join(', ')}.`)
    },
    handler: async () => undefined,
  })
}
