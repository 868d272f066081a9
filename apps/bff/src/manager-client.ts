import { setTimeout as wait } from 'node:timers/promises'
import { Transform, type Readable } from 'node:stream'
import {
  managerSessionSchema,
  problemSchema,
  Refusal,
  type ManagerSession,
  type RefusalStatus,
  type SignIn,
} from '@latchkey/contract'
import { Pool, type Dispatcher } from 'undici'

/** A session at the manager: it never leaves the server. */
export interface ManagerCredentials {
  readonly sID: string
  readonly RID: string
}

interface UpstreamRequest {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Built from constants and parsed values only. */
  readonly path: string
  readonly body?: unknown
  readonly changes: boolean
}

export interface ManagerClientOptions {
  readonly url: string
  readonly ca?: string
  /** Told when a read held a secret and was cut. */
  readonly onSecretInRead: () => void
}

const connectMs = 2_000
const headersMs = 10_000
const signOutMs = 2_000
const errorBytesMax = 64 * 1024
const refusalStatuses: readonly number[] = [400, 401, 403, 404, 405, 413, 415, 429]
const secretMark = Buffer.from('"secretKey"')

/** The only file that talks to a manager. Its headers are ours alone; certificates are always checked, redirects never followed. */
export function createManagerClient({ url, ca, onSecretInRead }: ManagerClientOptions) {
  const pool = new Pool(new URL(url).origin, {
    connections: 20,
    pipelining: 1,
    connect: { timeout: connectMs, ...(ca !== undefined && { ca }) },
    headersTimeout: headersMs,
    bodyTimeout: headersMs,
  })

  async function send(
    { method, path, body, changes }: UpstreamRequest,
    credentials?: ManagerCredentials,
    signal?: AbortSignal,
  ): Promise<Dispatcher.ResponseData> {
    const request: Dispatcher.RequestOptions = {
      method,
      path: `/api${path}`,
      headers: {
        accept: 'application/json',
        'accept-encoding': 'identity',
        'api-version': 'v1',
        ...(credentials && { cookie: `sID=${credentials.sID}`, rid: credentials.RID }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    }
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await pool.request(request)
      } catch (error) {
        if (attempt < 2 && !changes && isConnectFailure(error)) await wait(50 * 2 ** attempt)
        else throw unanswered(error, changes)
      }
    }
  }

  /** An error of the manager in its own words, or undefined where it answered what was asked for. */
  async function refusalOf(
    { statusCode, headers, body }: Dispatcher.ResponseData,
    changes: boolean,
  ): Promise<Refusal | undefined> {
    const isJson = String(headers['content-type'] ?? '').startsWith('application/json')
    if (statusCode >= 200 && statusCode < 300 && (isJson || statusCode === 204)) return undefined
    const text = await limitedText(body)
    const problem = isJson ? problemSchema.safeParse(parseJson(text)) : undefined
    if (refusalStatuses.includes(statusCode) && problem?.success)
      // The list above holds only statuses of a refusal.
      return new Refusal(statusCode as RefusalStatus, problem.data.message, {
        ...(problem.data.reason && { reason: problem.data.reason }),
        ...(problem.data.field && { field: problem.data.field }),
      })
    return new Refusal(
      502,
      `The manager answered ${statusCode}${isJson ? '' : ' without JSON'}${changes ? ': something may have changed' : ''}.`,
    )
  }

  async function parsed(request: UpstreamRequest, credentials?: ManagerCredentials): Promise<unknown> {
    const answer = await send(request, credentials)
    const refusal = await refusalOf(answer, request.changes)
    if (refusal) throw refusal
    return parseJson(await answer.body.text())
  }

  return {
    async signIn(body: SignIn): Promise<{ credentials: ManagerCredentials; session: ManagerSession }> {
      const answer = await send({ method: 'POST', path: '/sessions', body, changes: true })
      const refusal = await refusalOf(answer, true)
      if (refusal) throw refusal
      const session = managerSessionSchema.safeParse(parseJson(await answer.body.text()))
      const sID = cookieOf(answer.headers['set-cookie'])
      if (!session.success || sID === undefined)
        throw new Refusal(502, 'The manager answered the sign-in without a session.')
      return { credentials: { sID, RID: session.data.RID }, session: session.data }
    },
    /** Best effort: whoever signs out is signed out here, whether the manager answers or not. */
    async signOut(credentials: ManagerCredentials): Promise<void> {
      try {
        const answer = await send(
          { method: 'DELETE', path: '/sessions/current', changes: true },
          credentials,
          AbortSignal.timeout(signOutMs),
        )
        await answer.body.dump()
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
      }
    },
    parsed,
    /** The manager's own bytes, unparsed; cut where they hold a secret. */
    async read(request: UpstreamRequest, credentials: ManagerCredentials): Promise<Readable> {
      const answer = await send(request, credentials)
      const refusal = await refusalOf(answer, request.changes)
      if (refusal) throw refusal
      return answer.body.pipe(cutAtSecret(onSecretInRead)).on('close', () => answer.body.destroy())
    },
    close: () => pool.close(),
  }
}
export type ManagerClient = ReturnType<typeof createManagerClient>

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')
const isConnectFailure = (error: unknown): boolean =>
  ['ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT', 'ENOTFOUND', 'EHOSTUNREACH'].includes(codeOf(error))

function unanswered(cause: unknown, changes: boolean): Refusal {
  const code = codeOf(cause)
  if (isConnectFailure(cause)) return new Refusal(503, 'The manager cannot be reached: nothing was changed.', { cause })
  if (/CERT|SELF_SIGNED|ALTNAME|UNABLE_TO/.test(code))
    return new Refusal(503, `The manager's certificate is refused (${code}): nothing was sent.`, { cause })
  const effect = changes ? 'whether something was changed is not known' : 'nothing was changed'
  if (/TIMEOUT|ABORT/.test(code)) return new Refusal(504, `The manager did not answer in time: ${effect}.`, { cause })
  return new Refusal(502, `The connection to the manager broke: ${effect}.`, { cause })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function limitedText(body: Readable): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > errorBytesMax) break
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function cookieOf(header: string | string[] | undefined): string | undefined {
  const lines = Array.isArray(header) ? header : [header ?? '']
  return lines.map((line) => /^sID=([A-Za-z0-9]{16,128})(?:;|$)/.exec(line)?.[1]).find((value) => value !== undefined)
}

function cutAtSecret(onSecret: () => void): Transform {
  let tail = Buffer.alloc(0)
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const seen = Buffer.concat([tail, chunk])
      if (seen.includes(secretMark)) {
        onSecret()
        done(new Error('A read held a secret and was cut.'))
        return
      }
      // The mark may lie across two chunks: what could be its beginning waits for the next.
      const keep = Math.min(seen.length, secretMark.length - 1)
      tail = seen.subarray(seen.length - keep)
      done(null, seen.subarray(0, seen.length - keep))
    },
    flush(done) {
      done(null, tail)
    },
  })
}
