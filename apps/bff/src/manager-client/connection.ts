import { lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { TLSSocket } from 'node:tls'
import { isLoopback, isNoManager } from '@latchkey/server/addresses'
import { buildConnector } from 'undici'

const connectMs = 2_000

/** A name that leads where no manager may be, whoever made it do so. */
export class NoManagerThere extends Error {
  readonly code = 'NO_MANAGER_THERE'
}

/** Looks a name up for each connection, which then goes to an address that was looked at and to no other. */
export const lookupOf =
  (protocol: string): LookupFunction =>
  (hostname, options, callback) =>
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) return callback(error, [])
      const usable = found.filter(
        ({ address }) => !isNoManager(address) && (protocol === 'https:' || isLoopback(address)),
      )
      const [first] = usable
      if (first === undefined) {
        const led = found.map(({ address }) => address).join(', ')
        return callback(new NoManagerThere(`The name ${hostname} leads to ${led}, where no manager may be.`), [])
      }
      if (options.all) callback(null, usable)
      else callback(null, first.address, first.family)
    })

export interface Place {
  readonly url: string
  /** A private authority, in PEM form; without it those of the system are trusted. */
  readonly ca?: string | undefined
}

/** Certificates are always checked, and nothing is remembered of one connection for the next. */
export function safeConnector({ url, ca }: Place): buildConnector.connector {
  const given = {
    timeout: connectMs,
    allowH2: false,
    minVersion: 'TLSv1.2',
    maxCachedSessions: 0,
    lookup: lookupOf(new URL(url).protocol),
  } as const
  const connect = buildConnector({ ...given, ...(ca !== undefined && { ca }) })
  return (options, callback) =>
    connect(options, (...[error, socket]) => {
      if (error !== null) return callback(error, null)
      // The environment can switch Node's own check off; nothing is sent before this one.
      if (!(socket instanceof TLSSocket) || socket.authorized) return callback(null, socket)
      socket.destroy()
      return callback(Object.assign(new Error('The certificate is not trusted.'), { code: 'CERT_REFUSED' }), null)
    })
}

/** The scheme, host and port of a manager's address that may be used. */
export function originOf(text: string): string {
  const { protocol, hostname, username, password, origin } = new URL(text)
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback(hostname)))
    throw new Error('A manager is reached by https; by http only on this machine.')
  if (username + password !== '') throw new Error('The address of a manager holds no user name and no password.')
  if (isNoManager(hostname)) throw new NoManagerThere(`At ${hostname} no manager may be.`)
  return origin
}
