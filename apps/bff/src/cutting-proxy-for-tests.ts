import { createServer, connect, type AddressInfo, type Socket } from 'node:net'

/** Where in one exchange of request and answer the line breaks, or nothing comes any more while it stays open. */
export const phases = [
  'before',
  'in the request',
  'sent',
  'in the headers',
  'in the body',
  'after',
  'stalled in the request',
  'stalled before the answer',
  'stalled in the body',
] as const
export type Phase = (typeof phases)[number]
export interface Fault {
  readonly phase: Phase
  /** Instead of cutting the line: ends a process, and the line with it. */
  readonly kill?: () => Promise<void>
}

interface ProxyOptions {
  readonly target: () => number
  /** What the server behind it is called, where it answers to its own name only. */
  readonly hostName?: () => string
  /** Asked once for each request, which is given as text. */
  readonly faultFor: (request: string) => Fault | undefined
}
const host = '127.0.0.1'
const quietMs = 30

/** A line between two servers that breaks where it is told to. One exchange at a time on a connection, as our clients have it. */
export async function startCuttingProxy(options: ProxyOptions) {
  const sockets = new Set<Socket>()
  const keep = (socket: Socket): Socket => {
    sockets.add(socket)
    return socket.on('error', () => undefined).once('close', () => void sockets.delete(socket))
  }
  const server = createServer((near) => {
    keep(near)
    const far = keep(connect({ port: options.target(), host }))
    near.once('close', () => far.destroy())
    far.once('close', () => near.destroy())
    carry(near, far, options)
  })
  await new Promise<void>((resolve) => void server.listen(0, host, resolve))
  // An address of TCP, since it listens on a port.
  const { port } = server.address() as AddressInfo
  return {
    port,
    stop: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function carry(near: Socket, far: Socket, { faultFor, hostName }: ProxyOptions): void {
  let request: Buffer = Buffer.alloc(0)
  let fault: Fault | undefined
  near.on('data', (chunk) => {
    request = Buffer.concat([request, chunk])
    if (!isWhole(request)) return
    const text = request.toString('latin1')
    fault = faultFor(text)
    const given = hostName ? Buffer.from(text.replace(/^host: .*$/im, `host: ${hostName()}`), 'latin1') : request
    request = Buffer.alloc(0)
    if (fault?.phase === 'before') return strike(fault)
    const half = given.subarray(0, Math.floor(given.length / 2))
    if (fault?.phase === 'in the request') return void far.write(half, () => fault && strike(fault))
    if (fault?.phase === 'stalled in the request') return void far.write(half, () => void fault?.kill?.())
    far.write(given)
    // What was sent arrives: the line breaks on the way back only.
    if (fault?.phase === 'sent') strike(fault, false)
  })
  far.on('data', (chunk) => answer(chunk))

  function answer(chunk: Buffer): void {
    if (near.destroyed) return void far.destroy()
    if (fault?.phase === 'stalled before the answer') return void fault.kill?.()
    if (fault?.phase === 'in the headers') {
      near.write(chunk.subarray(0, 20))
      return strike(fault)
    }
    if (fault?.phase === 'in the body') {
      near.write(halfOf(chunk))
      return strike(fault)
    }
    if (fault?.phase === 'stalled in the body') {
      near.write(halfOf(chunk))
      fault = { ...fault, phase: 'stalled before the answer' }
      return void fault.kill?.()
    }
    near.write(chunk)
    if (fault?.phase !== 'after') return
    const struck = fault
    fault = undefined
    setTimeout(() => strike(struck), quietMs)
  }

  function strike({ kill }: Fault, both = true): void {
    void kill?.()
    if (both) far.destroy()
    else near.removeAllListeners('close')
    near.resetAndDestroy()
  }
}

/** The headers, and the first half of what follows. */
function halfOf(answer: Buffer): Buffer {
  const body = answer.indexOf('\r\n\r\n') + 4
  return answer.subarray(0, body + Math.floor((answer.length - body) / 2))
}

function isWhole(request: Buffer): boolean {
  const end = request.indexOf('\r\n\r\n')
  if (end < 0) return false
  const [, length = '0'] = /^content-length: *(\d+)/im.exec(request.subarray(0, end).toString('latin1')) ?? []
  return request.length >= end + 4 + Number(length)
}
