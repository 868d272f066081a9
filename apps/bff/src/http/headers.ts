import { randomBytes } from 'node:crypto'

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

export const commonHeaders = (secure: boolean): Readonly<Record<string, string>> =>
  secure ? { ...everywhere, ...transport } : everywhere

export const apiHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'cache-control': 'no-store',
  vary: 'Cookie, Origin, Sec-Fetch-Site',
}

export const assetHeaders: Readonly<Record<string, string>> = { 'cache-control': 'public, max-age=31536000, immutable' }

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
