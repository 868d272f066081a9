import { PassThrough } from 'node:stream'
import { liveHeartbeatMs, Refusal, type bffEndpoints, type LiveEvent } from '@latchkey/contract'
import { RawJson, type Handlers } from '@latchkey/server'
import type { Caller } from '../../caller.ts'
import type { Live } from '../../live/live.ts'

type LiveHandlers = Handlers<Pick<typeof bffEndpoints, 'live'>, Caller>['live']
const streamsPerSessionMax = 10
const bufferedMax = 64 * 1024

/** One stream a browser. It ends with its session, with the server, and where nobody reads it. */
export function createLiveStreams(live: Live, isAlive: (digest: string) => Promise<boolean>) {
  const streams = new Map<PassThrough, string>()

  function open({ digest, owner, scope }: Caller['person']): PassThrough {
    if ([...streams.values()].filter((other) => other === digest).length >= streamsPerSessionMax)
      throw new Refusal(429, 'This browser has too many streams open.')
    const stream = new PassThrough()
    const tell = (event: LiveEvent): void => {
      if (stream.writableLength > bufferedMax) stream.destroy()
      else stream.write(`data: ${JSON.stringify(event)}\n\n`)
      if (event.kind === 'session') stream.end()
    }
    const remove = live.add({ digest, owner, scope, tell })
    const beat = setInterval(() => {
      stream.write(': still here\n\n')
      // Nobody says when a session has been idle for too long.
      isAlive(digest).then(
        (alive) => void (alive || tell({ kind: 'session' })),
        () => undefined,
      )
    }, liveHeartbeatMs)
    stream.once('close', () => {
      clearInterval(beat)
      remove()
      streams.delete(stream)
    })
    streams.set(stream, digest)
    stream.write(': welcome\n\n')
    return stream
  }

  return {
    handlers: { stream: async ({ context }) => new RawJson(open(context.person)) } satisfies LiveHandlers,
    close: (): void => {
      for (const stream of streams.keys()) stream.end()
    },
  }
}
