import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** Stands between a program and its server, and can be cut like a network, or fall silent like one. */
export async function createTcpProxy(target: { host: string; port: number }) {
  const sockets = new Set<Socket>()
  let isCut = false
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
  }
  const server = createServer((inner) => {
    keep(inner)
    if (isCut) return inner.destroy()
    const outer = connect(target.port, target.host)
    keep(outer)
    inner.pipe(outer).pipe(inner)
    inner.on('close', () => outer.destroy())
    outer.on('close', () => inner.destroy())
    return inner
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const cutAll = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    // A server that listens on a port has an address.
    port: (server.address() as AddressInfo).port,
    cut: () => {
      isCut = true
      cutAll()
    },
    mend: () => void (isCut = false),
    /** What is connected now hears nothing more, not even that it is over; whoever connects from here on is served. */
    fallSilent: () => {
      for (const socket of sockets) socket.unpipe().resume()
    },
    stop: async () => {
      cutAll()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
