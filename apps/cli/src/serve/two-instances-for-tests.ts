import { request } from 'node:http'

export const publicHost = 'keys.example'
/** As a proxy in front of us sends it on. */
const page = {
  host: publicHost,
  origin: `https://${publicHost}`,
  'x-csrf': '1',
  'sec-fetch-site': 'same-origin',
  'content-type': 'application/json',
}
type Headers = Readonly<Record<string, string>>

export interface Answer {
  readonly status: number
  readonly text: string
  readonly cookie: string
}

/** One call, on a line of its own: where an instance is dead, that is known at once. */
export function call(
  base: string,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  headers: Headers = {},
  body?: object,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(base)
    const text = body === undefined ? undefined : JSON.stringify(body)
    const length = text !== undefined && { 'content-length': String(Buffer.byteLength(text)) }
    const given = { ...page, ...length, ...headers }
    const options = { host: hostname, port, method, path, agent: false as const, headers: given }
    const asked = request(options, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.once('error', reject)
      response.once('end', () => {
        const [cookie = ''] = response.headers['set-cookie'] ?? []
        resolve({
          status: response.statusCode ?? 0,
          text: Buffer.concat(parts).toString('utf8'),
          cookie: cookie.split(';', 1)[0] ?? '',
        })
      })
    })
    asked.once('error', reject)
    asked.end(text)
  })
}

const isRefusedConnection = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED'

/** Sends each call to the next instance, and on to another where nobody listens any more, as a balancer does. */
export function createBalancer(instances: readonly string[]) {
  let turn = 0
  return async (method: 'GET' | 'POST', path: string, headers: Headers, body?: object): Promise<Answer> => {
    for (let tries = 0; ; tries += 1) {
      const instance = instances[(turn += 1) % instances.length] ?? ''
      try {
        return await call(instance, method, path, headers, body)
      } catch (error) {
        if (!isRefusedConnection(error) || tries === instances.length) throw error
      }
    }
  }
}
