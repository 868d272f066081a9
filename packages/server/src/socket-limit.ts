import type { Server } from 'node:net'

interface SocketLimit {
  readonly perAddress: number
  /** Neighbours that stand for many: this machine, a proxy that is trusted. */
  readonly isExempt: (address: string) => boolean
}

/** One address cannot take all the connections there are. */
export function limitSockets(server: Server, { perAddress, isExempt }: SocketLimit): void {
  const open = new Map<string, number>()
  server.on('connection', (socket) => {
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
