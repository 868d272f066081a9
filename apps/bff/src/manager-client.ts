import { randomInt } from 'node:crypto'
import { Readable, type Transform } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { managerSessionSchema, Refusal, TooManyRequests, type IssuedApiKey, type SignIn } from '@latchkey/contract'
import { Pool, type Dispatcher } from 'undici'
import {
  foreignIssuedSchema,
  isConnectFailure,
  parseJson,
  refusalOf,
  textOf,
  unanswered,
} from './manager-client/answers.ts'
import { originOf, safeConnector, type Place } from './manager-client/connection.ts'
import { exchangeOver, type UpstreamAnswer } from './manager-client/exchange.ts'

/** A session at the manager: it never leaves the server. */
export interface ManagerCredentials {
  readonly sID: string
  readonly RID: string
}

export interface ManagerRead {
  readonly method: 'GET' | 'POST'
  /** Below /api; built from constants and parsed values only. */
  readonly path: string
  readonly body?: unknown
}
export interface ManagerChange extends Omit<ManagerRead, 'method'> {
  readonly method: 'POST' | 'DELETE'
}

interface UpstreamRequest extends Omit<ManagerRead, 'method'> {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly changes: boolean
  readonly withinMs: number
  readonly credentials?: ManagerCredentials | undefined
}

export interface ManagerAddress extends Place {
  readonly timeouts?: Partial<Timeouts>
}

/** Refuses what no read may hold, in an answer that is here, and in one that is still coming. */
interface ReadGuard {
  readonly whole: (bytes: Buffer) => Buffer
  readonly stream: () => Transform
}

interface ManagerClientOptions extends ManagerAddress {
  /** What every read passes through on its way to the browser. */
  readonly guardRead: (path: string) => ReadGuard
  /** Told of the answer to a change in which a secret stood where none belongs. */
  readonly onSecret: (path: string) => void
  readonly onSignOutFailed: (error: unknown) => void
}

const usualTimeouts = { headersMs: 10_000, idleMs: 10_000, answerMs: 15_000, streamMs: 120_000, signOutMs: 2_000 }
type Timeouts = typeof usualTimeouts
const streamBytesMax = 64 * 1024 * 1024
const retriesMax = 2
const retryAfterMaxSeconds = 3600
const begunSchema = managerSessionSchema.pick({ administratorID: true, RID: true })

/** The only file that talks to a manager. Its headers are ours alone; certificates are always checked, redirects never followed. */
export function createManagerClient(options: ManagerClientOptions) {
  const timeouts = { ...usualTimeouts, ...options.timeouts }
  const pool = new Pool(originOf(options.url), {
    connections: 20,
    pipelining: 1,
    allowH2: false,
    connect: safeConnector(options),
    headersTimeout: timeouts.headersMs,
    bodyTimeout: timeouts.idleMs,
    maxResponseSize: streamBytesMax,
  })

  /** The answer, where it is what was asked for; every other is a refusal. */
  async function send(request: UpstreamRequest): Promise<UpstreamAnswer> {
    const answer = await exchange(request)
    const { 'content-type': type, 'content-encoding': encoding = 'identity' } = answer.headers
    const isPlain = encoding === 'identity'
    const isJson = isPlain && /^application\/json\s*(;|$)/i.test(String(type))
    if (answer.statusCode === 200 && isJson) return answer
    if (request.method === 'DELETE' && isPlain && [200, 204].includes(answer.statusCode)) return answer
    const text = await textOf(answer.body, request.changes)
    const refusal = refusalOf(answer.statusCode, isJson ? parseJson(text) : undefined, request.changes)
    throw refusal.status === 429 ? tooMany(refusal, answer.headers['retry-after']) : refusal
  }

  async function exchange({ method, path, body, changes, withinMs, credentials }: UpstreamRequest) {
    const request: Dispatcher.DispatchOptions = {
      method,
      path,
      headers: headersFor(credentials, body !== undefined),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await exchangeOver(pool, request, withinMs)
      } catch (error) {
        if (method !== 'GET' || attempt === retriesMax || !isConnectFailure(error)) throw unanswered(error, changes)
        await wait(randomInt(25, 75) * 2 ** attempt)
      }
    }
  }

  async function whole(
    request: Omit<UpstreamRequest, 'withinMs'>,
    withinMs = timeouts.answerMs,
  ): Promise<{ text: string; sentAt: number | undefined }> {
    const { path, changes } = request
    const answer = await send({ ...request, path: `/api${path}`, withinMs })
    return { text: await textOf(answer.body, changes), sentAt: dateOf(answer.headers['date']) }
  }

  return {
    async signIn(body: SignIn): Promise<{ credentials: ManagerCredentials; administratorID: number }> {
      const request = { method: 'POST', path: '/api/sessions', body, changes: true } as const
      const answer = await send({ ...request, withinMs: timeouts.answerMs })
      const begun = begunSchema.safeParse(parseJson(await textOf(answer.body, true)))
      const sID = sessionCookie(answer.headers['set-cookie'])
      if (!begun.success || sID === undefined || !/^[\x21-\x7e]{1,512}$/.test(begun.data.RID))
        throw new Refusal(502, 'The manager answered the sign-in without a session.')
      return { credentials: { sID, RID: begun.data.RID }, administratorID: begun.data.administratorID }
    },

    /** Best effort: whoever signs out is signed out here, whether the manager answers or not. */
    async signOut(credentials: ManagerCredentials): Promise<void> {
      const end = { method: 'DELETE', changes: true, withinMs: timeouts.signOutMs, credentials } as const
      try {
        const answer = await exchange({ ...end, path: '/api/sessions/current' })
        drop(answer)
        // A manager that is not ours has only the old way.
        if ([404, 405].includes(answer.statusCode)) drop(await exchange({ ...end, path: '/rest/session' }))
      } catch (error) {
        options.onSignOutFailed(error)
      }
    },

    /** Something to be looked at here, and when the manager said it, by its own clock. */
    async look(
      { withinMs, ...read }: ManagerRead & { readonly withinMs?: number },
      credentials?: ManagerCredentials,
    ): Promise<{ value: unknown; sentAt: number | undefined }> {
      const { text, sentAt } = await whole({ ...read, changes: false, credentials }, withinMs)
      const value = parseJson(text)
      if (value === undefined) throw new Refusal(502, 'The manager answered something that is not JSON.')
      return { value, sentAt }
    },

    /** The manager's own bytes, unparsed. */
    async read({ method, path, body }: ManagerRead, credentials: ManagerCredentials): Promise<Buffer | Readable> {
      const request = { method, path: `/api${path}`, body, changes: false, withinMs: timeouts.streamMs, credentials }
      const answer = (await send(request)).body
      const guard = options.guardRead(path)
      if (Buffer.isBuffer(answer)) return guard.whole(answer)
      const guarded = guard.stream()
      answer.on('error', (error) => guarded.destroy(unanswered(error, false)))
      guarded.on('close', () => answer.destroy())
      return answer.pipe(guarded)
    },

    /** Given on whole or not at all: nobody could tell from half an answer what was changed. */
    async change({ method, path, body }: ManagerChange, credentials?: ManagerCredentials): Promise<string> {
      const { text } = await whole({ method, path, body, changes: true, credentials })
      if (!text.includes('"secretKey"')) {
        if (parseJson(text) !== undefined) return text
        // To a deletion some managers answer with nothing, and some with a sentence.
        if (method === 'DELETE') return ''
        throw refusalOf(200, undefined, true)
      }
      options.onSecret(path)
      throw new Refusal(502, 'The manager answered with a secret where none belongs: it was thrown away.', {
        changed: 'maybe',
      })
    },

    /** The only answers in which a secret may stand; it is handed to whoever seals it, and kept nowhere. */
    async issue({ path, body }: Omit<ManagerRead, 'method'>, credentials: ManagerCredentials): Promise<IssuedApiKey> {
      const { text } = await whole({ method: 'POST', path, body, changes: true, credentials })
      const issued = foreignIssuedSchema.safeParse(parseJson(text))
      if (!issued.success) throw refusalOf(200, undefined, true)
      return issued.data
    },

    close: () => pool.destroy(),
  }
}
export type ManagerClient = ReturnType<typeof createManagerClient>

/** How long to wait is the manager's to say, where it says so in seconds. */
function tooMany({ message }: Refusal, retryAfter: unknown): TooManyRequests {
  const seconds = Number(retryAfter)
  return new TooManyRequests(message, Number.isFinite(seconds) ? Math.min(seconds, retryAfterMaxSeconds) : 1)
}

function drop({ body }: UpstreamAnswer): void {
  if (body instanceof Readable) body.destroy()
}

function headersFor(credentials: ManagerCredentials | undefined, withBody: boolean): Record<string, string> {
  return {
    accept: 'application/json',
    'accept-encoding': 'identity',
    'api-version': 'v1',
    ...(credentials && { cookie: `sID=${credentials.sID}`, rID: credentials.RID }),
    ...(withBody && { 'content-type': 'application/json' }),
  }
}

// Load balancers set cookies of their own beside it.
function sessionCookie(header: string | string[] | undefined): string | undefined {
  const lines = Array.isArray(header) ? header : [header ?? '']
  const pattern = /^sID=([\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]{1,512})(?:;|$)/
  return lines.map((line) => pattern.exec(line)?.[1]).find((value) => value !== undefined)
}

function dateOf(header: string | string[] | undefined): number | undefined {
  const at = Date.parse(String(header))
  return Number.isNaN(at) ? undefined : at
}
