import { Refusal, type ActivityAction } from '@latchkey/contract'
import type { FastifyInstance } from 'fastify'
import type { Recorder } from './activity/recorder.ts'
import { ForgedCall } from './http/forgery.ts'
import { originOf } from './http/origin.ts'

const perMinuteMax = 10
const minuteMs = 60_000

/**
 * What was refused before anybody was known to ask goes into the activity, a few of each kind a minute: whoever is refused must not
 * be able to fill it.
 */
export function recordRefusals(app: FastifyInstance, { record }: Recorder, clock: () => number): void {
  const counts = new Map<ActivityAction, { minute: number; count: number }>()
  const admits = (action: ActivityAction): boolean => {
    const minute = Math.floor(clock() / minuteMs)
    const known = counts.get(action)
    const count = known?.minute === minute ? known.count + 1 : 1
    counts.set(action, { minute, count })
    return count <= perMinuteMax
  }
  app.addHook('onError', async (request, _reply, error: unknown) => {
    const action = actionOf(error)
    if (action === undefined || !admits(action)) return
    const act = { action, detail: { method: request.method, route: request.routeOptions.url ?? 'none' } }
    const { message } = error instanceof Error ? error : { message: '' }
    await record(undefined, originOf(request), act, 'denied', message).catch((failure: unknown) =>
      request.log.error({ err: failure }, 'a refusal could not be recorded'),
    )
  })
}

function actionOf(error: unknown): ActivityAction | undefined {
  if (!(error instanceof Refusal)) return undefined
  if (error.status === 421) return 'host.rejected'
  if (error.status === 429) return 'rate.exceeded'
  return error instanceof ForgedCall ? 'csrf.blocked' : undefined
}
