import { Refusal, type ActivityAction } from '@latchkey/contract'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Act, Actor, Recorder } from './activity/recorder.ts'
import type { PolicyViolation } from './http/csp-report.ts'
import { ForgedCall } from './http/forgery.ts'
import { originOf } from './http/origin.ts'

const perMinuteMax = 10
const minuteMs = 60_000
/** A page that asks again and again for what its person may not see says nothing new. */
const sameDenialMs = 60 * minuteMs
const rememberedMax = 10_000

/**
 * What was refused, or seen to be wrong, without anything begun: a few of each kind a minute, and of one person each thing once an
 * hour. Whoever is refused must not be able to fill the activity.
 */
export function createRefusalRecorder({ record }: Recorder, clock: () => number) {
  const admits = createMinuteQuota(clock)
  const isNew = createFirstOnly(clock)

  async function write(request: FastifyRequest, who: Actor | undefined, act: Act, reason?: string): Promise<void> {
    await record(who, originOf(request), act, 'denied', reason).catch((failure: unknown) =>
      request.log.error({ err: failure }, 'a refusal could not be recorded'),
    )
  }

  return {
    /** `whoIs` knows the callers of this app's requests, where they were found out. */
    watch(app: FastifyInstance, whoIs: (request: FastifyRequest) => (Actor & { owner: string }) | undefined): void {
      app.addHook('onError', async (request, _reply, error: unknown) => {
        const who = whoIs(request)
        const action = actionOf(error, request, who !== undefined)
        if (action === undefined) return
        const detail = { method: request.method, route: request.routeOptions.url ?? 'none' }
        const isTheirs = action === 'authz.denied'
        if (isTheirs && !isNew(JSON.stringify([who?.owner, detail]))) return
        if (!admits(isTheirs ? `${action} ${who?.owner}` : action)) return
        const { message } = error instanceof Error ? error : { message: '' }
        await write(request, isTheirs ? who : undefined, { action, detail }, message)
      })
    },
    async violated(request: FastifyRequest, violation: PolicyViolation): Promise<void> {
      if (admits('csp.violation'))
        await write(request, undefined, { action: 'csp.violation', detail: { ...violation } })
    },
  }
}

// A change that is denied has its own two entries.
function actionOf(error: unknown, request: FastifyRequest, isKnown: boolean): ActivityAction | undefined {
  if (!(error instanceof Refusal)) return undefined
  if (error.status === 421) return 'host.rejected'
  if (error.status === 429) return 'rate.exceeded'
  if (error instanceof ForgedCall) return 'csrf.blocked'
  const { config } = request.routeOptions
  const isRead = 'reads' in config && config.reads === true
  return error.status === 403 && isKnown && isRead ? 'authz.denied' : undefined
}

function createMinuteQuota(clock: () => number): (name: string) => boolean {
  let minute = 0
  let counts = new Map<string, number>()
  return (name) => {
    const now = Math.floor(clock() / minuteMs)
    if (now !== minute) [minute, counts] = [now, new Map()]
    const count = (counts.get(name) ?? 0) + 1
    counts.set(name, count)
    return count <= perMinuteMax
  }
}

function createFirstOnly(clock: () => number): (name: string) => boolean {
  const seen = new Map<string, number>()
  return (name) => {
    const before = seen.get(name)
    if (before !== undefined && before > clock() - sameDenialMs) return false
    if (seen.size >= rememberedMax) seen.clear()
    seen.set(name, clock())
    return true
  }
}
