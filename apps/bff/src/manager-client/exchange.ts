import { Readable } from 'node:stream'
import type { Dispatcher } from 'undici'

const atOnceBytesMax = 64 * 1024

export interface UpstreamAnswer {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** Whole where it is short, a stream that holds the manager back where it is long. */
  readonly body: Buffer | Readable
}

/** One call: a short answer costs one buffer and no stream, which is most of what passing it on would cost. */
export const exchangeOver = (dispatcher: Dispatcher, request: Dispatcher.DispatchOptions, withinMs: number) =>
  new Promise<UpstreamAnswer>((resolve, reject) => {
    const answer = new AnswerInParts(resolve, reject)
    const deadline = setTimeout(
      () => answer.end(new DOMException('The answer took too long.', 'TimeoutError')),
      withinMs,
    )
    deadline.unref()
    answer.onOver = () => clearTimeout(deadline)
    dispatcher.dispatch(request, answer)
  })

class AnswerInParts implements Dispatcher.DispatchHandler {
  onOver: () => void = () => undefined
  readonly #resolve: (answer: UpstreamAnswer) => void
  readonly #reject: (error: Error) => void
  #controller: Dispatcher.DispatchController | undefined
  #begun: Omit<UpstreamAnswer, 'body'> = { statusCode: 0, headers: {} }
  #parts: Buffer[] = []
  #bytes = 0
  #stream: Readable | undefined
  #failure: Error | undefined
  #isOver = false

  constructor(resolve: (answer: UpstreamAnswer) => void, reject: (error: Error) => void) {
    this.#resolve = resolve
    this.#reject = reject
  }

  end(reason: Error): void {
    this.#failure = reason
    if (this.#controller) this.#controller.abort(reason)
    else this.onResponseError(undefined, reason)
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#failure) controller.abort(this.#failure)
  }

  onResponseStart(_: unknown, statusCode: number, headers: UpstreamAnswer['headers']): void {
    this.#begun = { statusCode, headers }
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#stream) {
      if (!this.#stream.push(chunk)) controller.pause()
      return
    }
    this.#parts.push(chunk)
    this.#bytes += chunk.length
    if (this.#bytes > atOnceBytesMax) this.#beginStream(controller)
  }

  #beginStream(controller: Dispatcher.DispatchController): void {
    const stream = new Readable({
      read: () => controller.resume(),
      destroy: (error, done) => {
        if (!this.#isOver) controller.abort(error ?? new Error('Nobody waits for the answer any more.'))
        done(error)
      },
    })
    for (const part of this.#parts.splice(0)) stream.push(part)
    this.#stream = stream
    this.#resolve({ ...this.#begun, body: stream })
  }

  onResponseEnd(): void {
    this.#finish()
    if (this.#stream) this.#stream.push(null)
    else this.#resolve({ ...this.#begun, body: joined(this.#parts) })
  }

  onResponseError(_: unknown, error: Error): void {
    this.#finish()
    if (this.#stream) this.#stream.destroy(error)
    else this.#reject(error)
  }

  #finish(): void {
    this.#isOver = true
    this.onOver()
  }
}

/** What came as one part is passed on as it came, without a copy. */
const joined = (parts: readonly Buffer[]): Buffer =>
  parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts)
