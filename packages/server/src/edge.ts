import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { SecureContextOptions } from 'node:tls'
import { Refusal, TooManyRequests, type Problem, type RefusalStatus } from '@latchkey/contract'
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { isAmong, isLoopback } from './addresses.ts'
import type { Logger } from './logger.ts'
import { limitSockets } from './socket-limit.ts'
import { speakOfValidation } from './validation-sentences.ts'

export interface EdgeOptions {
  readonly logger: Logger
  readonly bodyBytesMax: number
  /** Every Host header that is ours, with its port and in small letters; anything else is answered 421. */
  readonly hosts: () => readonly string[]
  readonly trustProxy?: readonly string[]
  readonly tls?: Pick<SecureContextOptions, 'cert' | 'key'>
  /** How an error of this path looks: each area of the manager has its own shape. */
  readonly errorBody?: (problem: Problem, path: string, status: RefusalStatus) => unknown
  /** Turns what the layers below throw into what the caller is told; undefined stays masked. */
  readonly refusalOf?: (error: unknown) => Refusal | undefined
}

// Of TLS 1.2 only what keeps what was said secret when a key is lost later, and cannot be changed on the way.
const safeTls = {
  minVersion: 'TLSv1.2',
  ciphers: [
    'TLS_AES_256_GCM_SHA384',
    'TLS_CHACHA20_POLY1305_SHA256',
    'TLS_AES_128_GCM_SHA256',
    ...['ECDSA', 'RSA'].flatMap((key) =>
      ['AES256-GCM-SHA384', 'CHACHA20-POLY1305', 'AES128-GCM-SHA256'].map((suite) => `ECDHE-${key}-${suite}`),
    ),
  ].join(':'),
  ecdhCurve: 'X25519MLKEM768:X25519:P-256:P-384',
  honorCipherOrder: true,
} as const

const addressLengthMax = 2 * 1024
// Node would refuse a call without a Host header by itself, and say nothing.
const httpLimits = { maxHeaderSize: 8 * 1024, headersTimeout: 10_000, requireHostHeader: false } as const

const unreadable = JSON.stringify({ message: 'The request could not be read.' })
const statusOfNode: Readonly<Record<string, number>> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 }
const singleHeaders = [
  'host',
  'cookie',
  'origin',
  'content-type',
  'content-length',
  'x-csrf',
  'api-secret-key',
  'authorization',
  'rid',
]

/** A Fastify instance with the limits, answers and logging that both servers have in common. */
export function createEdge(options: EdgeOptions): FastifyInstance {
  speakOfValidation()
  const logger: FastifyBaseLogger = options.logger
  const app: FastifyInstance = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestID' }),
    genReqId: () => randomUUID(),
    bodyLimit: options.bodyBytesMax,
    requestTimeout: 15_000,
    keepAliveTimeout: 5_000,
    connectionTimeout: 30_000,
    handlerTimeout: 20_000,
    maxRequestsPerSocket: 1_000,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    exposeHeadRoutes: false,
    trustProxy: options.trustProxy ? [...options.trustProxy] : false,
    routerOptions: { maxParamLength: addressLengthMax, ignoreTrailingSlash: false },
    http: { ...httpLimits, insecureHTTPParser: false },
    ...(options.tls && { https: { ...options.tls, ...safeTls, ...httpLimits } }),
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply),
    clientErrorHandler: (error, socket) => {
      if (!socket.writable || error.code === 'ECONNRESET') {
        socket.destroy()
        return
      }
      const status = statusOfNode[error.code ?? ''] ?? 400
      socket.end(
        `HTTP/1.1 ${status} Refused\r\nContent-Type: application/json\r\nContent-Length: ${unreadable.length}\r\nConnection: close\r\n\r\n${unreadable}`,
      )
    },
  })
  const isProxy = isAmong(options.trustProxy ?? [])
  limitSockets(app.server, {
    inAll: 1_000,
    perAddress: 50,
    isExempt: (address) => isLoopback(address) || isProxy(address),
  })
  app.server.maxHeadersCount = 64
  app.server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(417, { 'content-type': 'application/json', connection: 'close' }).end(unreadable)
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)

  // Hooks that wait for nothing give no promises: on a short call those would be a good part of its cost.
  app.addHook('onRequest', (request, _reply, done) => {
    const { host } = request.raw.headers
    if (host === undefined) throw new Refusal(400, 'The header Host is missing.')
    // Some clients send the name as somebody typed it.
    if (!options.hosts().includes(host.toLowerCase()))
      throw new Refusal(421, 'This server does not answer for that host name.')
    refuseOddLine(request)
    if (request.url.length > addressLengthMax) throw new Refusal(400, 'The address is longer than 2 KiB.')
    refuseDoubleHeaders(request)
    if (request.headers['content-encoding'] !== undefined)
      throw new Refusal(415, 'Compressed request bodies are not accepted.')
    done()
  })
  app.addHook('onResponse', (request, reply, done) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'answered',
    )
    done()
  })

  function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply) {
    const refusal = refusalFor(error, options) ?? lateRefusal(error, request)
    if (refusal === undefined || refusal.status >= 500) request.log.error({ err: error }, 'failed')
    const problem: Problem = {
      message: refusal?.message ?? 'Unexpected error.',
      ...(refusal?.reason && { reason: refusal.reason }),
      ...(refusal?.field && { field: refusal.field }),
      ...(refusal?.changed && { changed: refusal.changed }),
      requestID: request.id,
    }
    const path = request.url.split('?', 1)[0] ?? ''
    if (refusal?.status === 429 || refusal?.status === 409)
      reply.header('retry-after', String(refusal instanceof TooManyRequests ? refusal.retryAfterSeconds : 1))
    return reply
      .code(refusal?.status ?? 500)
      .header('x-request-id', request.id)
      .type('application/json')
      .serializer(JSON.stringify)
      .send(options.errorBody ? options.errorBody(problem, path, refusal?.status ?? 500) : problem)
  }
  app.setErrorHandler(answerError)
  app.setNotFoundHandler((request, reply) =>
    answerError(new Refusal(404, 'There is nothing at this address.'), request, reply),
  )
  return app
}

// Node lets through a line without a version, or with one of another protocol, and an address with a host of its own in it.
function refuseOddLine({ raw }: FastifyRequest): void {
  if (raw.httpVersionMajor !== 1) throw new Refusal(400, 'The request is not HTTP/1.1.')
  if (!raw.url?.startsWith('/')) throw new Refusal(400, 'The address does not begin with a slash.')
}

function refuseDoubleHeaders({ raw }: FastifyRequest): void {
  const seen = new Set<string>()
  for (let index = 0; index < raw.rawHeaders.length; index += 2) {
    const name = (raw.rawHeaders[index] ?? '').toLowerCase()
    if (name.includes('_')) throw new Refusal(400, 'Header names with an underscore are not accepted.')
    if (seen.has(name) && singleHeaders.includes(name)) throw new Refusal(400, `The header ${name} stands twice.`)
    seen.add(name)
  }
}

function refusalFor(error: unknown, { refusalOf }: EdgeOptions): Refusal | undefined {
  if (error instanceof Refusal) return error
  const known = refusalOf?.(error)
  if (known) return known
  return isFastifyError(error) ? frameworkRefusal(error) : undefined
}

/** Whoever gave up waiting does not know what the work goes on to do. */
function lateRefusal(error: unknown, { method, routeOptions: { config } }: FastifyRequest): Refusal | undefined {
  if (!isFastifyError(error) || error.code !== 'FST_ERR_HANDLER_TIMEOUT') return undefined
  return method === 'GET' || ('reads' in config && config.reads === true)
    ? new Refusal(503, 'This took longer than the server waits: nothing was changed.', { cause: error })
    : new Refusal(503, 'This took longer than the server waits: whether something was changed is not known.', {
        changed: 'maybe',
        cause: error,
      })
}

const isFastifyError = (error: unknown): error is FastifyError =>
  error instanceof Error && 'code' in error && 'statusCode' in error

const frameworkMessages: Readonly<Record<string, string>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'The body is not valid JSON.',
  FST_ERR_CTP_BODY_TOO_LARGE: 'The body is too large.',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'The body is not application/json.',
  FST_ERR_BAD_URL: 'The address is malformed.',
}

function frameworkRefusal(error: FastifyError): Refusal | undefined {
  const issue = error.validation?.[0]
  if (issue) {
    const field = issue.instancePath.replace(/^\//, '').replaceAll('/', '.')
    return new Refusal(
      400,
      `${field === '' ? 'The body' : `${field}:`} ${issue.message ?? 'is not valid'}`,
      field === '' ? {} : { field },
    )
  }
  const status = error.statusCode ?? 500
  if (status < 400 || status >= 500) return undefined
  // The framework answers only statuses of our list below 500.
  return new Refusal(status as RefusalStatus, frameworkMessages[error.code] ?? 'The request could not be read.')
}
