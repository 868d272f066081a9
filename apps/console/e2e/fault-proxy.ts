import { createServer, request as send, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

/** Where on its way an exchange is lost: before it reached the server, after the server did it, or in the middle of its answer; or it is held up. */
export type Fault = 'before' | 'after' | 'half' | 'held'

interface Passed {
  readonly method: string
  readonly path: string
  readonly status: number
  readonly hasCookie: boolean
}

/** A proxy between a browser and the console, or in front of one server, that loses the exchanges it is told to lose; everything else passes. */
export class FaultProxy {
  /** What went through to the console and was answered, whatever the browser lets its page see of it. */
  readonly passed: Passed[] = []
  readonly #server: Server
  readonly #to: string | undefined
  #released = Promise.withResolvers<void>()
  #fault: { readonly path: string; readonly how: Fault; readonly method: string; left: number } | undefined

  private constructor(to: string | undefined) {
    this.#to = to
    this.#server = createServer((request, response) => void this.#pass(request, response))
  }

  /** With an address it stands in front of the server there; else browsers name the server themselves. */
  static async start(to?: string): Promise<FaultProxy> {
    const proxy = new FaultProxy(to)
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve))
    return proxy
  }

  get address(): string {
    const address = this.#server.address()
    if (address === null || typeof address === 'string') throw new Error('The proxy has no port.')
    return `http://127.0.0.1:${address.port}`
  }

  /** What is posted to this path, or got from it and below, is lost so often; a browser tries a lost exchange again by itself. */
  lose(path: string, how: Fault, left: number, method: 'GET' | 'POST' = 'POST'): void {
    this.#fault = { path, how, left, method }
  }

  /** What is held up goes on. */
  release(): void {
    this.#released.resolve()
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const fault = this.#faultFor(request)
    const body = await bytesOf(request)
    if (fault === 'before') return void request.socket.destroy()
    if (fault === 'held') await this.#released.promise
    try {
      const { answer, bytes } = await forward(request, body, this.#to)
      this.#note(request, answer)
      if (fault === 'after') return void request.socket.destroy()
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      if (fault !== 'half') return void response.end(bytes)
      response.write(bytes.subarray(0, bytes.length / 2), () => request.socket.destroy())
    } catch {
      request.socket.destroy()
    }
  }

  #note({ method = '', url = '', headers }: IncomingMessage, { statusCode = 0 }: IncomingMessage): void {
    const { pathname } = new URL(url, this.#to)
    this.passed.push({ method, path: pathname, status: statusCode, hasCookie: headers.cookie !== undefined })
  }

  #faultFor({ method, url = '' }: IncomingMessage): Fault | undefined {
    const fault = this.#fault
    const { pathname } = new URL(url, this.#to)
    if (!fault || fault.left === 0 || method !== fault.method) return undefined
    if (method === 'POST' ? pathname !== fault.path : !pathname.startsWith(fault.path)) return undefined
    fault.left -= 1
    return fault.how
  }
}

async function forward(
  request: IncomingMessage,
  body: Buffer,
  to: string | undefined,
): Promise<{ answer: IncomingMessage; bytes: Buffer }> {
  const { method, url = '' } = request
  const address = new URL(url, to)
  const headers = { ...request.headers, host: address.host }
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const onward = send(address, { ...(method && { method }), headers, agent: false }, resolve)
    onward.on('error', reject)
    // A page that is left gives up what it asked for, such as the stream that never ends.
    const giveUp = () => onward.destroy()
    request.socket.once('close', giveUp)
    onward.once('close', () => request.socket.off('close', giveUp))
    onward.end(body)
  })
  return { answer, bytes: await bytesOf(answer) }
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}
