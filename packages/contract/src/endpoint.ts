import type { z } from 'zod'
import type { RightPath } from './rights.ts'

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

/** Who may call: nobody signed in, a person or key, a person's session only, an API key only. */
export type Access = 'anyone' | 'caller' | 'session' | 'key'

/** What of an endpoint is plain data; the page gets only this, so that zod stays out of its first load. */
export interface Route {
  readonly method: Method
  readonly path: string
  readonly summary: string
  readonly access: Access
  /** The right the caller's role must hold, as a path into Role.rights. */
  readonly right?: RightPath
  /** For callers of the primary tenant only: it is about other tenants. */
  readonly primaryTenant?: true
  readonly changes: boolean
  /** True for the only replies in which a secret may stand. */
  readonly secret?: true
  /** The media type of a success that is text, not JSON. */
  readonly media?: string
  /** Ours, not the vendor's: absent on a stock manager. */
  readonly extension?: true
}

export interface Endpoint extends Route {
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  /** Every status this endpoint can answer; null where the reply has no body. */
  readonly replies: Readonly<Record<number, z.ZodType | null>>
}

export type EndpointGroup = Readonly<Record<string, Endpoint>>
export type EndpointTable = Readonly<Record<string, EndpointGroup>>

export type RoutesOf<Table extends EndpointTable> = {
  readonly [Group in keyof Table]: { readonly [Name in keyof Table[Group]]: Route }
}

type Success = 200 | 201 | 202 | 204 | 207
type SuccessSchema<E extends Endpoint> = E['replies'][keyof E['replies'] & Success]
type SchemaOf<E extends Endpoint, Part extends 'params' | 'query' | 'body'> =
  E extends Record<Part, infer Schema extends z.ZodType> ? Schema : undefined

/** What a client gives and what a handler is given; they differ where a schema tolerates or fills in. */
export type SentPart<E extends Endpoint, Part extends 'params' | 'query' | 'body'> =
  SchemaOf<E, Part> extends z.ZodType ? z.input<SchemaOf<E, Part>> : undefined
export type ParsedPart<E extends Endpoint, Part extends 'params' | 'query' | 'body'> =
  SchemaOf<E, Part> extends z.ZodType ? z.output<SchemaOf<E, Part>> : undefined
export type ReplyOf<E extends Endpoint> = SuccessSchema<E> extends z.ZodType ? z.output<SuccessSchema<E>> : undefined

export const endpoint = <const E extends Endpoint>(definition: E): E => definition

export function successStatus({ replies }: Pick<Endpoint, 'replies'>): number {
  const status = Object.keys(replies)
    .map(Number)
    .find((candidate) => candidate < 300)
  if (status === undefined) throw new Error('An endpoint needs a reply for its success.')
  return status
}

export function routesOf<Table extends EndpointTable>(table: Table): RoutesOf<Table> {
  const plain = Object.entries(table).map(([group, endpoints]) => [
    group,
    Object.fromEntries(
      Object.entries(endpoints).map(([name, { params: _p, query: _q, body: _b, replies: _r, ...route }]) => [
        name,
        route,
      ]),
    ),
  ])
  // The mapping keeps every key of the table, which Object.fromEntries cannot say.
  return Object.fromEntries(plain) as RoutesOf<Table>
}
