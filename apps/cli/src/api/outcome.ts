import { CallError } from '@latchkey/client'
import { printable } from '../settings.ts'
import { Stop } from '../stop.ts'

const refusedCode = 1
const unsureCode = 3

interface Called {
  readonly url: string
  readonly path: string
  readonly advice: string | undefined
}

/** A call that failed, as people are told: what, whether anything changed, and the number it has in the manager's log. */
export function stopOf(error: CallError, { url, path, advice }: Called): Stop {
  const reason = notSent(error)
  const changed = reason === undefined ? error.changed : 'no'
  const { status, field, requestID } = error
  const facts = [
    `changed: ${changed}`,
    ...(status === undefined ? [] : [`status: ${status}`]),
    ...(field === undefined ? [] : [`field: ${printable(field)}`]),
    ...(requestID === undefined ? [] : [`request: ${printable(requestID)}`]),
  ]
  const lines = [
    reason === undefined ? saidBy(error, url, path) : sentenceOf(reason, url),
    `  ${facts.join('   ')}`,
    ...(changed === 'maybe' && advice !== undefined ? [`  ${advice}`] : []),
  ]
  const isRefused = status !== undefined && (status < 500 || status === 507) && changed === 'no'
  return new Stop(lines.join('\n'), isRefused ? refusedCode : unsureCode, error)
}

// Nothing is looked for at such a path, so it is the manager itself that is not there, or not this part of it.
const saidBy = ({ status, message }: CallError, url: string, path: string): string =>
  status === 404 && !path.includes(':')
    ? `There is no ${path} at ${url}/api: this manager does not have it, or this is not the address of a manager (the console has another port).`
    : longPrintable(message)

const unconnected = new Map([
  ['ECONNREFUSED', 'nothing listens there'],
  ['ENOTFOUND', 'there is no host of that name'],
  ['EAI_AGAIN', 'its name cannot be looked up now'],
  ['EHOSTUNREACH', 'there is no way to it'],
  ['ENETUNREACH', 'there is no way to it'],
  ['UND_ERR_CONNECT_TIMEOUT', 'no connection was made in time'],
])
const certificate = /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT_)/
const noTls = /^ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG)$/

/** The code of a failure before a byte of the request was sent, so that surely nothing changed. */
function notSent(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = firstCause(at)) {
    const code = 'code' in at ? String(at.code) : ''
    if (unconnected.has(code) || certificate.test(code) || noTls.test(code)) return code
  }
  return undefined
}

// Where a name has several addresses, each has failed by itself.
const firstCause = (error: Error): unknown => (error instanceof AggregateError ? error.errors[0] : error.cause)

function sentenceOf(code: string, url: string): string {
  const why = unconnected.get(code)
  if (why !== undefined) return `Nobody answers at ${url}: ${why}.`
  if (noTls.test(code)) return `What answers at ${url} speaks no TLS: it may be meant to be called by http.`
  return `The certificate of ${url} is not trusted (${code}): name the authority that signed it with --manager-ca FILE.`
}

// A manager's sentence may be long, and none of it may act on the terminal.
const longPrintable = (text: string): string => (text.match(/.{1,120}/gsu) ?? []).map(printable).join('').slice(0, 600)
