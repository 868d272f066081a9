import type { Server } from 'node:net'

interface SocketLimit {
  /** Through all doors: Node's own limit knows only the sockets that a server has taken by itself. */
  readonly inAll: number
  readonly perAddress: number
  /** Neighbours that stand for many: this machine, a proxy that is trusted. */
  readonly isExempt: (address: string) => boolean
}

/** There are so many connections, and one address cannot take all of them. */
export function limitSockets(server: Server, { inAll, perAddress, isExempt }: SocketLimit): void {
  const open = new Map<string, number>()
  let all = 0
  server.on('connection', (socket) => {
    all += 1
    socket.once('close', () => (all -= 1))
    if (all > inAll) socket.destroy()
    const address = socket.remoteAddress ?? ''
    if (isExempt(address)) return
    const count = (open.get(address) ?? 0) + 1
    open.set(address, count)
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1
      if (left === 0) open.delete(address)
      else open.set(address, left)
    })
    if (count > perAddress) socket.destroy()
  })
}
