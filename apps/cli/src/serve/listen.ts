import { createServer, isIP, type Server } from 'node:net'
import { isEverywhere } from '../setting-values.ts'
import { Stop } from '../stop.ts'
import { holderOfPort } from './port-holder.ts'

/** What of a Fastify instance is needed to open and close its doors. */
export interface Listenable {
  readonly server: Server
  listen(options: { host: string; port: number }): Promise<string>
}

export interface Doors {
  readonly port: number
  /** Takes no new connections; those that are open may finish. */
  close(): void
}

export interface Wanted {
  readonly port: number
  readonly hosts: readonly string[]
  /** How the port is changed, for the sentence that says it is taken. */
  readonly option: string
}

/** `localhost` means both loopback addresses; a machine without IPv6 has only one. Beside "everywhere" a host is only a name. */
function addressesFor(hosts: readonly string[]): readonly string[] {
  const addresses = [...new Set(hosts.flatMap((host) => (host === 'localhost' ? ['127.0.0.1', '::1'] : [host])))]
  const families = addresses.filter(isEverywhere).map(isIP)
  const isOpen = (host: string) => families.length > 0 && [0, ...families].includes(isIP(host))
  return addresses.filter((host) => isEverywhere(host) || !isOpen(host))
}

/** Asked before anything is opened or written, so that a start with a taken port leaves no trace. */
export async function refuseTakenPort({ port, hosts, option }: Wanted): Promise<void> {
  for (const host of port === 0 ? [] : addressesFor(hosts)) {
    const probe = createServer()
    await opened(probe, host, port).catch((error: unknown) => {
      if (codeOf(error) === 'EADDRINUSE') throw refusedPort(error, host, port, option)
    })
    await new Promise((resolve) => probe.close(resolve))
  }
}

export async function listen(app: Listenable, { port: wantedPort, hosts, option }: Wanted): Promise<Doors> {
  const [first = '127.0.0.1', ...others] = addressesFor(hosts)
  await app.listen({ host: first, port: wantedPort }).catch((error: unknown) => {
    throw refusedPort(error, first, wantedPort, option)
  })
  const port = portOf(app.server)
  const relays: Server[] = []
  for (const host of others) {
    // One HTTP server, several doors: its limits and timeouts hold for all of them.
    const relay = createServer((socket) => void app.server.emit('connection', socket))
    await opened(relay, host, port).then(
      () => relays.push(relay),
      (error: unknown) => {
        if (hosts.includes('localhost') && host === '::1' && isWithoutIPv6(error)) return
        throw refusedPort(error, host, port, option)
      },
    )
  }
  return { port, close: () => relays.forEach((relay) => relay.close()) }
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')
const isWithoutIPv6 = (error: unknown): boolean => ['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(codeOf(error))

function opened(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port, ...(isIP(host) === 6 && { ipv6Only: true }) }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('A listening server has no port.')
  return address.port
}

function refusedPort(error: unknown, host: string, port: number, option: string): unknown {
  const variable = `LATCHKEY_${option.toUpperCase().replaceAll('-', '_')}`
  const another = `choose another port with --${option} or ${variable}`
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return new Stop(
        `Port ${port} on ${host} is taken by ${holderOfPort(port) ?? 'another process'}: stop it, or ${another}.`,
        1,
        error,
      )
    case 'EACCES':
      return new Stop(
        `Port ${port} needs a privilege that this user does not have: ${another}, 1024 or above.`,
        1,
        error,
      )
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new Stop(`This machine has no address ${host}: choose another with --host or LATCHKEY_HOST.`, 1, error)
    default:
      return error
  }
}
