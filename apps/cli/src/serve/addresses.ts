import { isIP } from 'node:net'
import { isLoopback } from '@latchkey/server/addresses'
import { isEverywhere } from '../setting-values.ts'
import type { Settings } from '../settings.ts'

const consolePortDefault = 4120
const cookieNameBase = '__Host-Http-latchkey'

/** Where this start is reached: computed from settings alone, never from what a request says. */
export interface Addresses {
  readonly scheme: 'http' | 'https'
  /** What people open. */
  readonly console: (port: number) => string
  readonly manager: (port: number) => string
  /** Host headers that are ours. */
  readonly hosts: (port: number) => readonly string[]
  readonly origins: (port: number) => readonly string[]
  readonly cookieName: (port: number) => string
}

type Placed = Pick<Settings, 'host' | 'tls' | 'publicUrl'>

export function addressesOf({ host, tls, publicUrl }: Placed): Addresses {
  const scheme = tls ? 'https' : 'http'
  const names = [...new Set([...host.filter((name) => !isEverywhere(name)), 'localhost', '127.0.0.1', '::1'])].map(
    bracketed,
  )
  const outer = publicUrl === undefined ? undefined : new URL(publicUrl)
  const shown = names[0] ?? 'localhost'
  const consoleAt = (port: number) => publicUrl ?? origin(scheme, shown, port)
  return {
    scheme,
    console: consoleAt,
    manager: (port) => origin(scheme, shown, port),
    hosts: rememberingLast((port) => [
      ...names.flatMap((name) => authorities(scheme, name, port)),
      ...(outer ? [outer.host, `${outer.hostname}:${port}`] : []),
    ]),
    origins: rememberingLast((port) => (outer ? [outer.origin] : names.map((name) => origin(scheme, name, port)))),
    cookieName: (port) => {
      const publicPort = outer ? Number(outer.port || standardPort('https')) : port
      const usual = publicPort === consolePortDefault || publicPort === standardPort(outer ? 'https' : scheme)
      return usual ? cookieNameBase : `${cookieNameBase}-${publicPort}`
    },
  }
}

/** Asked for in every call, and always for the port that this start has. */
function rememberingLast<Value>(find: (port: number) => Value): (port: number) => Value {
  let last: { readonly port: number; readonly value: Value } | undefined
  return (port) => (last?.port === port ? last : (last = { port, value: find(port) })).value
}

const bracketed = (host: string): string => (isIP(host) === 6 ? `[${host}]` : host)
const standardPort = (scheme: string): number => (scheme === 'https' ? 443 : 80)
const origin = (scheme: string, name: string, port: number): string => new URL(`${scheme}://${name}:${port}`).origin

// A browser leaves the scheme's own port out of the Host header.
const authorities = (scheme: string, name: string, port: number): string[] =>
  port === standardPort(scheme) ? [name, `${name}:${port}`] : [`${name}:${port}`]

/** How the BFF reaches the manager of the same process. */
export function innerManagerUrl({ host, tls }: Placed, port: number): string {
  const near = host.find((name) => isLoopback(name) || isEverywhere(name))
  const name = near === undefined ? (host[0] ?? 'localhost') : near === '::1' ? '::1' : '127.0.0.1'
  return origin(tls ? 'https' : 'http', bracketed(name), port)
}
