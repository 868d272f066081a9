import { Refusal } from '@latchkey/contract'
import type { FastifyInstance } from 'fastify'

const keptMs = 1_000

/** Alive: the loop turns. Ready: the store takes writes; whether the manager answers is not our readiness. */
export function answerHealth(
  app: FastifyInstance,
  {
    probeWrite,
    isStopping,
    clock,
  }: { probeWrite: () => Promise<void>; isStopping: () => boolean; clock: () => number },
): void {
  // Anyone may ask, and each probe is a write: those of one second share one.
  let latest: { at: number; probe: Promise<void> } | undefined
  app.get('/livez', async () => ({ status: 'live' }))
  app.get('/readyz', async () => {
    if (isStopping()) throw new Refusal(503, 'Not ready: it is stopping.')
    if (latest === undefined || Math.abs(clock() - latest.at) >= keptMs) latest = { at: clock(), probe: probeWrite() }
    try {
      await latest.probe
    } catch (cause) {
      throw new Refusal(503, 'Not ready: the store takes no writes.', { cause })
    }
    return { status: 'ready' }
  })
}
