import type { Endpoint, EndpointTable, Problem, ReplyOf, Route, RoutesOf, SentPart } from '@latchkey/contract'
import { CallError, type Changed } from './call-error.ts'

export interface ClientOptions {
  /** Where the table's paths begin, such as https://manager:4119/api. */
  readonly baseUrl: string
  readonly fetch?: typeof globalThis.fetch
  /** Sent with every call; a function is asked anew each time. */
  readonly headers?: Readonly<Record<string, string>> | (() => Readonly<Record<string, string>>)
}

export interface CallOptions {
  readonly signal?: AbortSignal
  readonly headers?: Readonly<Record<string, string>>
}

/** What an answer gives as a number goes into the path as it is. */
type InPath<Params> = Params extends object ? { readonly [Name in keyof Params]: Params[Name] | number } : Params
type PartsOf<E extends Endpoint> = {
  readonly params: InPath<SentPart<E, 'params'>>
  readonly query: SentPart<E, 'query'>
  readonly body: SentPart<E, 'body'>
}
/** Which parts there are, by whether a call does without: nothing at all, or a query of which nothing is needed. */
type Needed<Parts> = { [Part in keyof Parts]: MayBeLeftAway<Parts[Part]> extends true ? never : Part }[keyof Parts]
type Existing<Parts> = { [Part in keyof Parts]: [Parts[Part]] extends [undefined] ? never : Part }[keyof Parts]
type MayBeLeftAway<Part> = undefined extends Part ? true : object extends Part ? true : false
type Sent<Parts> = { readonly [Part in Needed<Parts>]: Parts[Part] } & {
  readonly [Part in Exclude<Existing<Parts>, Needed<Parts>>]?: Parts[Part] | undefined
}
type Call<E extends Endpoint> = [Existing<PartsOf<E>>] extends [never]
  ? (input?: Record<string, never>, options?: CallOptions) => Promise<ReplyOf<E>>
  : [Needed<PartsOf<E>>] extends [never]
    ? (input?: Sent<PartsOf<E>>, options?: CallOptions) => Promise<ReplyOf<E>>
    : (input: Sent<PartsOf<E>>, options?: CallOptions) => Promise<ReplyOf<E>>

export type Client<Table extends EndpointTable> = {
  readonly [Group in keyof Table]: { readonly [Name in keyof Table[Group]]: Call<Table[Group][Name]> }
}

interface Input {
  readonly params?: Readonly<Record<string, string | number>>
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>
  readonly body?: unknown
}

export function createClient<Table extends EndpointTable>(
  table: RoutesOf<Table>,
  options: ClientOptions,
): Client<Table> {
  const client = Object.fromEntries(
    Object.entries<Readonly<Record<string, Route>>>(table).map(([group, routes]) => [
      group,
      Object.fromEntries(
        Object.entries(routes).map(([name, route]) => [
          name,
          (input: Input = {}, call: CallOptions = {}) => callRoute(route, input, options, call),
        ]),
      ),
    ]),
  )
  // One function a route; what each takes and gives is said by the table's type alone.
  return client as Client<Table>
}

/** For whoever picks the route while running, and so cannot know what it gives. */
export async function callRoute(
  route: Route,
  input: Input,
  options: ClientOptions,
  call: CallOptions = {},
): Promise<unknown> {
  const response = await exchange(route, input, options, call)
  const text = await readText(route, response)
  if (!response.ok) throw refusal(route, response, text)
  if (response.status === 204) return undefined
  if (route.media !== undefined) return text
  if (text === '') return undefined
  return parseJson(text) ?? raise(route, response, 'The server answered something that is not JSON.')
}

async function exchange(route: Route, input: Input, options: ClientOptions, call: CallOptions): Promise<Response> {
  const { fetch = globalThis.fetch, headers = {} } = options
  const withBody = input.body !== undefined
  const request = new Request(options.baseUrl + pathOf(route, input), {
    method: route.method,
    redirect: 'error',
    headers: {
      accept: 'application/json',
      ...(withBody && { 'content-type': 'application/json' }),
      ...(typeof headers === 'function' ? headers() : headers),
      ...call.headers,
    },
    ...(withBody && { body: JSON.stringify(input.body) }),
    ...(call.signal && { signal: call.signal }),
  })
  try {
    return await fetch(request)
  } catch (cause) {
    throw new CallError('No answer came.', { changed: mayHaveChanged(route), cause })
  }
}

function pathOf({ path }: Route, { params = {}, query = {} }: Input): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value))
  return search.size > 0 ? `${filled}?${search}` : filled
}

async function readText(route: Route, response: Response): Promise<string> {
  try {
    return await response.text()
  } catch (cause) {
    throw new CallError('The answer broke off.', { status: response.status, changed: mayHaveChanged(route), cause })
  }
}

function refusal(route: Route, response: Response, text: string): CallError {
  const problem: Partial<Problem> = parseJson(text) ?? {}
  // Everything the server refused by itself (4xx, full disk) changed nothing; after any other failure nobody knows, unless it says so.
  const changed = problem.changed ?? (response.status < 500 || response.status === 507 ? 'no' : mayHaveChanged(route))
  return new CallError(problem.message ?? `The server answered ${response.status}.`, {
    status: response.status,
    reason: problem.reason,
    field: problem.field,
    requestID: problem.requestID ?? response.headers.get('x-request-id') ?? undefined,
    changed,
  })
}

function raise(route: Route, response: Response, message: string): never {
  throw new CallError(message, { status: response.status, changed: mayHaveChanged(route) })
}

const mayHaveChanged = (route: Route): Changed => (route.changes ? 'maybe' : 'no')

function parseJson(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}
