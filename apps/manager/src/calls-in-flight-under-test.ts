import { Agent, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Headers } from './manager-under-test.ts'

interface Call {
  /** Whether the change was acknowledged before this call began. */
  readonly beganAfter: boolean
  readonly status: number
}

/** A crowd calls over real connections, each call after the last, while something is changed under them. */
export async function callsDuring(
  apps: readonly FastifyInstance[],
  {
    headers,
    url,
    change,
    callers,
  }: {
    readonly headers: Headers
    readonly url: string
    readonly change: () => Promise<unknown>
    readonly callers: number
  },
): Promise<Call[]> {
  const ports = await Promise.all(apps.map(portOf))
  const agent = new Agent({ keepAlive: true, maxSockets: callers })
  const calls: Call[] = []
  let acknowledged = false
  let left = 2 * callers
  const caller = async (port: number) => {
    while (left > 0) {
      const beganAfter = acknowledged
      if (beganAfter) left -= 1
      calls.push({ beganAfter, status: await statusOf(agent, port, url, headers) })
    }
  }
  const working = Promise.all(Array.from({ length: callers }, (_, index) => caller(ports[index % ports.length] ?? 0)))
  // Every caller has been answered once before anything changes.
  while (calls.length < callers) await new Promise((resolve) => setTimeout(resolve, 5))
  await change()
  acknowledged = true
  await working
  agent.destroy()
  return calls
}

async function portOf(app: FastifyInstance): Promise<number> {
  if (!app.server.listening) await app.listen({ port: 0, host: '127.0.0.1' })
  return (app.server.address() as AddressInfo).port // it listens on a port, not on a pipe
}

function statusOf(agent: Agent, port: number, path: string, headers: Headers): Promise<number> {
  return new Promise((resolve, reject) => {
    request({ agent, host: '127.0.0.1', port, path, headers: { ...headers, host: 'localhost:80' } }, (answer) => {
      answer.resume()
      answer.on('end', () => resolve(answer.statusCode ?? 0))
    })
      .on('error', reject)
      .end()
  })
}
