import { connect, type TLSSocket } from 'node:tls'
import { problemSchema } from '@latchkey/contract'
import { Pool } from 'undici'
import { parseJson, textOf, unanswered } from './answers.ts'
import { lookupOf, NoManagerThere, originOf, safeConnector, type Place } from './connection.ts'
import { exchangeOver, type UpstreamAnswer } from './exchange.ts'

const withinMs = 5_000
const skewMaxMs = 30_000
/** API keys came with 11.1, and the endpoints for the calling key with 20.0. */
const oldest = { major: 11, minor: 1 }
const whole = { major: 20, minor: 0 }

interface ManagerFinding {
  /** With an error nobody could sign in; a warning leaves something out, or may pass. */
  readonly level: 'error' | 'warning'
  readonly what: string
}

/** What is wrong with a manager, found at the start and told to whoever starts; nothing secret is sent. */
export async function checkManager({ url, ca }: Place, clock: () => number): Promise<ManagerFinding[]> {
  const pool = new Pool(originOf(url), { connections: 1, allowH2: false, connect: safeConnector({ url, ca }) })
  try {
    const before = clock()
    // Without credentials a manager refuses, in the form that managers refuse in.
    const headers = { accept: 'application/json', 'api-version': 'v1' }
    const answer = await exchangeOver(pool, { method: 'GET', path: '/api/apikeys', headers }, withinMs)
    return await judge(url, answer, (before + clock()) / 2)
  } catch (error) {
    if (error instanceof NoManagerThere) return [{ level: 'error', what: error.message }]
    const certificate = url.startsWith('https:') ? await refusedCertificate(new URL(url), ca) : undefined
    if (certificate !== undefined) return [{ level: 'error', what: certificate }]
    const { message } = unanswered(error, false)
    return [{ level: 'warning', what: `At ${url} nobody answers now. ${message}` }]
  } finally {
    await pool.destroy()
  }
}

async function judge(
  url: string,
  { statusCode, headers, body }: UpstreamAnswer,
  now: number,
): Promise<ManagerFinding[]> {
  const problem = problemSchema.safeParse(parseJson(await textOf(body, false)))
  if (![401, 403].includes(statusCode) || !problem.success)
    return [
      {
        level: 'error',
        what: `What is at ${url} is no manager: it answers ${statusCode} where a manager refuses whoever has not signed in.`,
      },
    ]
  const at = Date.parse(String(headers['date']))
  const version = headers['x-dsm-version']
  return [
    ...(Number.isNaN(at) ? [] : skewFinding(at - now)),
    ...(typeof version === 'string' ? versionFindings(version) : []),
  ]
}

// A Date header names whole seconds.
function skewFinding(skewMs: number): ManagerFinding[] {
  if (Math.abs(skewMs) <= skewMaxMs) return []
  const seconds = Math.round(Math.abs(skewMs) / 1000)
  const direction = skewMs > 0 ? 'ahead of' : 'behind'
  return [{ level: 'warning', what: `The clock of the manager is ${seconds} s ${direction} ours: set both by NTP.` }]
}

function versionFindings(version: string): ManagerFinding[] {
  const [, major, minor] = /(\d+)\.(\d+)/.exec(version) ?? []
  if (major === undefined || minor === undefined) return []
  const isBefore = (other: typeof oldest) =>
    Number(major) < other.major || (Number(major) === other.major && Number(minor) < other.minor)
  if (isBefore(oldest))
    return [{ level: 'error', what: `The manager is ${version}, which knows no API keys yet: they came with 11.1.` }]
  return isBefore(whole)
    ? [{ level: 'warning', what: `The manager is ${version}: before 20.0 some of its pages stay empty.` }]
    : []
}

/** Why its certificate is refused, and which one it is, so that an operator can compare it; undefined where it is trusted. */
function refusedCertificate({ hostname, port }: URL, ca: string | undefined): Promise<string | undefined> {
  return new Promise((resolve) => {
    let shown = ''
    const socket: TLSSocket = connect({
      host: hostname,
      port: Number(port || 443),
      servername: hostname,
      minVersion: 'TLSv1.2',
      lookup: lookupOf('https:'),
      timeout: withinMs,
      ...(ca !== undefined && { ca }),
    })
    // Before Node looks at whether it is trusted: afterwards the certificate is gone.
    socket.prependOnceListener('secure', () => {
      const certificate = socket.getPeerX509Certificate()
      if (certificate)
        shown = ` It is of ${certificate.subject.replaceAll('\n', ', ')}, valid to ${certificate.validTo}, fingerprint (SHA-256) ${certificate.fingerprint256}.`
    })
    socket.once('secureConnect', () => finish(undefined))
    socket.once('timeout', () => finish(undefined))
    socket.once('error', (error) => finish(shown === '' ? undefined : `${reasonOf(error, hostname)}${shown}`))
    function finish(result: string | undefined): void {
      socket.destroy()
      resolve(result)
    }
  })
}

function reasonOf(error: Error, hostname: string): string {
  const code = 'code' in error ? String(error.code) : ''
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return `The certificate of the manager is not for ${hostname}.`
  if (code === 'CERT_HAS_EXPIRED') return 'The certificate of the manager has expired.'
  return `The certificate of the manager is signed by no authority that is trusted here (${code}): name its authority with --manager-ca.`
}
