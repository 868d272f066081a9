import type { FastifyInstance } from 'fastify'

const roundsMax = 20

/** Again and again while the server runs, never twice at once; a failure is logged, and the next turn tries anew. */
export function repeatedly(app: FastifyInstance, everyMs: number, name: string, work: () => Promise<unknown>): void {
  let running: Promise<unknown> = Promise.resolve()
  let isRunning = false
  const turn = () => {
    if (isRunning) return
    isRunning = true
    running = work()
      .catch((error: unknown) => app.log.error({ err: error, work: name }, 'could not be done'))
      .finally(() => (isRunning = false))
  }
  const timer = setInterval(turn, everyMs).unref()
  app.addHook('onClose', async () => {
    clearInterval(timer)
    await running
  })
}

/** Each step is a transaction of its own and says whether there is more to do, so that nobody waits long for it. */
export async function inSteps(step: () => Promise<boolean>): Promise<void> {
  for (let round = 0; round < roundsMax; round += 1) if (!(await step())) return
}
