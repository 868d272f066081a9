import type { Readable } from 'node:stream'
import {
  epochMs,
  issuedApiKeySchema,
  localeSchema,
  problemSchema,
  Refusal,
  type RefusalStatus,
} from '@latchkey/contract'
import { z } from 'zod'

const parsedBytesMax = 1024 * 1024
const messageLengthMax = 2_000
// More of it is not even searched: a token's pattern is tried from each of its beginnings to the end.
const searchedLengthMax = 8_000
// A manager may give reasons that we do not know.
const foreignProblemSchema = problemSchema
  .pick({ message: true })
  .extend({ reason: problemSchema.shape.reason.catch(undefined), field: problemSchema.shape.field.catch(undefined) })
// What the manager refuses with one of these is refused to the page with the same one.
const passedOn: readonly number[] = [400, 401, 403, 404, 405, 413, 415, 429, 503, 507] satisfies RefusalStatus[]

// A secret that has come must not be lost over a property beside it: ID, name and secret are needed, the rest is mended.
export const foreignIssuedSchema = issuedApiKeySchema.extend({
  secretKey: z.string().min(1).max(1024),
  description: z.string().catch(''),
  locale: localeSchema.catch('en-US'),
  roleID: issuedApiKeySchema.shape.roleID.catch(0),
  timeZone: z.string().catch(''),
  active: z.boolean().catch(true),
  created: epochMs.catch(0),
  lastSignIn: epochMs.optional().catch(undefined),
  unlockTime: epochMs.optional().catch(undefined),
  unsuccessfulSignInAttempts: issuedApiKeySchema.shape.unsuccessfulSignInAttempts.catch(0),
  expiryDate: epochMs.optional().catch(undefined),
  serviceAccount: z.boolean().catch(false),
})

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export async function textOf(body: Buffer | Readable, changes: boolean): Promise<string> {
  if (Buffer.isBuffer(body)) return body.toString('utf8')
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of body) {
      const bytes = Buffer.from(chunk)
      size += bytes.length
      if (size > parsedBytesMax)
        throw new Refusal(502, 'The manager answered more than can be read at once.', afterFailure(changes).changed)
      chunks.push(bytes)
    }
  } catch (error) {
    throw error instanceof Refusal ? error : unanswered(error, changes)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** An error of the manager in its own words, or ours where it answered something that cannot be used. */
export function refusalOf(status: number, body: unknown, changes: boolean): Refusal {
  const problem = foreignProblemSchema.safeParse(body)
  const { effect, changed } = afterFailure(changes)
  if (!problem.success || status < 400)
    return new Refusal(502, `The manager answered ${status} with something that cannot be used: ${effect}.`, changed)
  const { reason, field } = problem.data
  const message = toldOn(problem.data.message)
  const detail = { ...(reason && { reason }), ...(field && { field: toldOn(field) }), ...(status === 503 && changed) }
  // The list holds statuses of refusals only.
  if (passedOn.includes(status)) return new Refusal(status as RefusalStatus, message, detail)
  return status < 500
    ? new Refusal(400, message, detail)
    : new Refusal(502, `The manager failed (${status}): ${message} (${effect})`, changed)
}

// It is shown, recorded and kept: no secret of a key may stand in it, whatever made the manager say it, nor what a database cannot keep.
const secrets = /\b(?:\d{1,10}:){1,2}[A-Za-z0-9+/]{43}=|\beyJ[\w-]+\.eyJ[\w-]+\.[\w-]+/g
const toldOn = (message: string): string =>
  message
    .slice(0, searchedLengthMax)
    .replace(secrets, '[secret]')
    .replaceAll('\0', '\uFFFD')
    .toWellFormed()
    .slice(0, messageLengthMax)

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? `${error.name} ${String(error.code)}` : ''
const connectFailure =
  /\b(ECONNREFUSED|UND_ERR_CONNECT_TIMEOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|NO_MANAGER_THERE)$/
export const isConnectFailure = (error: unknown): boolean => connectFailure.test(codeOf(error))
const certificateFailure = /CERT|ALTNAME|UNABLE_TO|ERR_SSL|EPROTO/

/** What is told when no answer came, or only a part of one: above all, whether something may have changed. */
export function unanswered(cause: unknown, changes: boolean): Refusal {
  const code = codeOf(cause)
  const nothing = { cause, ...(changes && { changed: 'no' as const }) }
  if (isConnectFailure(cause)) return new Refusal(503, 'The manager cannot be reached: nothing was changed.', nothing)
  if (certificateFailure.test(code))
    return new Refusal(503, `There is no safe connection to the manager (${code}): nothing was sent.`, nothing)
  const { effect, changed } = afterFailure(changes)
  if (/TIMEOUT|TimeoutError|ABORT/.test(code))
    return new Refusal(504, `The manager did not answer in time: ${effect}.`, { cause, ...changed })
  return new Refusal(502, `The connection to the manager broke: ${effect}.`, { cause, ...changed })
}

const afterFailure = (changes: boolean) =>
  changes
    ? { effect: 'whether something was changed is not known', changed: { changed: 'maybe' as const } }
    : { effect: 'nothing was changed', changed: {} }
