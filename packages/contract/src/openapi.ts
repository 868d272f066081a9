import { z } from 'zod'
import type { Access, Endpoint, EndpointTable } from './endpoint.ts'
import { problemSchema, refusalTexts } from './errors.ts'

export interface OpenApiOptions {
  readonly title: string
  readonly version: string
  readonly prefix: string
  /** Calls carry a bearer token and no version, as those of Vision One do. */
  readonly byBearer?: true
  /** Where the paths begin, where that is known better than from a document that stands by itself. */
  readonly server?: Readonly<Record<'url' | 'description', string>>
}

const standardServer = { url: 'http://localhost:4119', description: 'A manager started by latchkey' }

/** OpenAPI 3.1 from an endpoint table: what is sent as its input, what is answered as its output. */
export function openApiOf(
  table: EndpointTable,
  { title, version, prefix, byBearer, server = standardServer }: OpenApiOptions,
) {
  const signIn = byBearer ? bearerCalls : versionedCalls
  const paths: Record<string, Record<string, object>> = {}
  for (const [group, endpoints] of Object.entries(table))
    for (const [name, endpoint] of Object.entries(endpoints)) {
      const path = prefix + endpoint.path.replace(/:(\w+)/g, '{$1}')
      paths[path] = {
        ...paths[path],
        [endpoint.method.toLowerCase()]: operation(`${group}.${name}`, group, endpoint, signIn),
      }
    }
  return {
    openapi: '3.1.0',
    info: { title, version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [server],
    tags: Object.keys(table).map((name) => ({ name })),
    paths,
    components: { securitySchemes: signIn.schemes, schemas: { Problem: schemaOf(problemSchema, 'output') } },
  }
}

interface SignIn {
  readonly schemes: Readonly<Record<string, object>>
  readonly security: Readonly<Record<Access, readonly object[]>>
  readonly headers: readonly object[]
}

const versionedSchemes = {
  apiSecretKey: { type: 'apiKey', in: 'header', name: 'api-secret-key', description: 'The secret of an API key' },
  sessionCookie: {
    type: 'apiKey',
    in: 'cookie',
    name: 'sID',
    description: 'Set by signing in; only together with the header rID',
  },
  sessionHeader: { type: 'apiKey', in: 'header', name: 'rID', description: 'The RID that signing in answers' },
} as const

const byKey = { apiSecretKey: [] }
const bySession = { sessionCookie: [], sessionHeader: [] }
const apiVersion = {
  name: 'api-version',
  in: 'header',
  required: true,
  schema: { type: 'string', const: 'v1' },
} as const
const versionedCalls: SignIn = {
  schemes: versionedSchemes,
  security: { anyone: [], caller: [byKey, bySession], session: [bySession], key: [byKey] },
  headers: [apiVersion],
}

const byToken = [{ bearerToken: [] }]
const bearerCalls: SignIn = {
  schemes: { bearerToken: { type: 'http', scheme: 'bearer', description: 'The value of an API key' } },
  security: { anyone: [], caller: byToken, session: byToken, key: byToken },
  headers: [],
}

function operation(operationId: string, tag: string, endpoint: Endpoint, { security, headers }: SignIn): object {
  const { summary, access, right, extension, secret, params, query, body, replies } = endpoint
  const acceptsBody = body !== undefined && !(body instanceof z.ZodUnknown)
  return {
    operationId,
    tags: [tag],
    summary,
    security: security[access],
    parameters: [...parameters(params, 'path'), ...parameters(query, 'query'), ...headers],
    ...(acceptsBody && { requestBody: { required: !takesNothing(body), content: json(body, 'input') } }),
    responses: Object.fromEntries(
      Object.entries(replies).map(([status, schema]) => [status, reply(Number(status), schema, secret)]),
    ),
    ...(right && { 'x-right': right }),
    ...(secret && { 'x-secret': true }),
    ...(extension && { 'x-extension': true }),
  }
}

function parameters(schema: z.ZodObject | undefined, place: 'path' | 'query'): object[] {
  return Object.entries(schema?.shape ?? {}).map(([name, part]) => ({
    name,
    in: place,
    required: place === 'path' || !takesNothing(part),
    schema: schemaOf(part, 'input'),
  }))
}

const takesNothing = (schema: z.core.$ZodType): boolean => z.safeParse(schema, undefined).success

function reply(status: number, schema: z.ZodType | null, secret: true | undefined): object {
  const texts: Readonly<Record<number, string>> = refusalTexts
  const success = schema === null ? 'Done' : secret ? 'Done; the only reply that carries the secret' : 'Done'
  return { description: texts[status] ?? success, ...(schema && { content: json(schema, 'output') }) }
}

const json = (schema: z.ZodType, io: 'input' | 'output') => ({
  'application/json': {
    schema: schema === problemSchema ? { $ref: '#/components/schemas/Problem' } : schemaOf(schema, io),
  },
})

/** What JSON Schema cannot say (a text that is read as a number) is shown as what is sent. */
function schemaOf(schema: z.core.$ZodType, io: 'input' | 'output'): object {
  // `preprocess` takes anything; what it hands on is what a caller is meant to send.
  const meant =
    io === 'input' && schema instanceof z.ZodPipe && schema.in instanceof z.ZodTransform ? schema.out : schema
  const { $schema: _, ...described } = z.toJSONSchema(meant, { io, unrepresentable: 'any', target: 'draft-2020-12' })
  return described
}
