import { TLSSocket } from 'node:tls'
import { buildConnector } from 'undici'

const connectMs = 2_000

/** Certificates are always checked, and nothing is remembered of one connection for the next. */
export function safeConnector(ca: string | undefined): buildConnector.connector {
  const given = { timeout: connectMs, allowH2: false, minVersion: 'TLSv1.2', maxCachedSessions: 0 } as const
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
  const isNear = hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
  if (protocol !== 'https:' && !(protocol === 'http:' && isNear))
    throw new Error('A manager is reached by https; by http only on this machine.')
  if (username + password !== '') throw new Error('The address of a manager holds no user name and no password.')
  return origin
}
