import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'

const everywhere = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'permissions-policy':
    'camera=(), geolocation=(), microphone=(), payment=(), usb=(), clipboard-read=(), clipboard-write=(self)',
}
const transport = { 'strict-transport-security': 'max-age=63072000; includeSubDomains' }

const apiHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'cache-control': 'no-store',
  vary: 'Cookie, Origin, Sec-Fetch-Site',
}

export const assetHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'public, max-age=31536000, immutable',
  vary: 'Accept-Encoding',
}
/** Files whose name stays when their content changes. */
export const plainFileHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'no-cache',
  vary: 'Accept-Encoding',
}

export const newNonce = (): string => randomBytes(16).toString('base64')

export function documentHeaders(nonce: string, secure: boolean): Readonly<Record<string, string>> {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    "style-src 'self'",
    "style-src-attr 'none'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    ...(secure ? ['upgrade-insecure-requests'] : []),
    'report-to csp',
    'report-uri /csp-report',
  ]
  return {
    'content-security-policy': policy.join('; '),
    'reporting-endpoints': 'csp="/csp-report"',
    'cache-control': 'no-store',
  }
}

/** What is neither the page nor a file of it is an answer to a call, errors of every kind included. */
export function addStandardHeaders(app: FastifyInstance, secure: boolean): void {
  const common = secure ? { ...everywhere, ...transport } : everywhere
  const ofCall = { ...common, ...apiHeaders }
  app.addHook('onSend', (_request, reply, _payload, done) => {
    reply.headers(reply.hasHeader('cache-control') ? common : ofCall)
    if (reply.getHeader('content-type') === 'application/json') reply.type('application/json; charset=utf-8')
    done()
  })
}
