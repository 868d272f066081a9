import type { FastifyInstance } from 'fastify'
import type { Services } from './services.ts'

/** What is done without anybody asking: lost answers are found out, and what is over is taken away. Gives what ends it. */
export function workInBackground(
  app: FastifyInstance,
  { issuances, lockOuts, recorder, sessions, timing }: Services,
): () => Promise<void> {
  const stops = [
    every(timing.retryMs, issuances.findOut, (error) =>
      app.log.error({ err: error }, 'lost answers were not found out'),
    ),
    every(timing.retryMs, lockOuts.run, (error) => app.log.error({ err: error }, 'lock-outs were not tried again')),
    every(
      timing.sweepMs,
      async () => {
        recorder.anchorIfDue()
        await sessions.sweep()
        await issuances.sweep()
      },
      (error) => app.log.error({ err: error }, 'what is over could not be swept'),
    ),
  ]
  return async () => void (await Promise.all(stops.map((stop) => stop())))
}

/** Never twice at once; stopping waits for the one that runs. */
function every(ms: number, work: () => Promise<void>, onFailed: (error: unknown) => void): () => Promise<void> {
  let running: Promise<void> | undefined
  const timer = setInterval(() => {
    running ??= work()
      .catch(onFailed)
      .finally(() => (running = undefined))
  }, ms).unref()
  return async () => {
    clearInterval(timer)
    await running
  }
}
