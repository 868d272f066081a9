import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { FastifyInstance } from 'fastify'

const loopLookedAtMs = 20
const secondsBelow = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

interface Series {
  count: number
  seconds: number
  readonly below: number[]
}
type Gauges = () => Promise<Readonly<Record<string, number>>>

/** What operators watch, in Prometheus' text form: nothing of it names a person, a key or an address. */
export function createMetrics(gauges: Gauges) {
  const answered = new Map<string, Series>()
  const loop = monitorEventLoopDelay({ resolution: loopLookedAtMs })
  loop.enable()

  /** Since it was asked for last: of a whole life one second, however long, would never be seen. */
  function loopDelaySeconds(): number {
    // What is measured is from one look to the next, and the looks are this far apart anyway.
    const seconds = Math.max(0, loop.percentile(99) / 1e9 - loopLookedAtMs / 1000)
    loop.reset()
    return seconds
  }

  function count(method: string, route: string, status: number, seconds: number): void {
    const labels = `method="${method}",route="${route}",status="${status}"`
    const series = answered.get(labels) ?? { count: 0, seconds: 0, below: secondsBelow.map(() => 0) }
    series.count += 1
    series.seconds += seconds
    for (const [index, limit] of secondsBelow.entries())
      if (seconds <= limit) series.below[index] = (series.below[index] ?? 0) + 1
    answered.set(labels, series)
  }

  return {
    watch(app: FastifyInstance): void {
      app.addHook('onResponse', ({ method, routeOptions }, reply, done) => {
        // Addresses that no route has are one: whoever makes them up makes no series.
        count(method, routeOptions.url ?? 'none', reply.statusCode, reply.elapsedTime / 1000)
        done()
      })
      app.addHook('onClose', async () => loop.disable())
    },
    async text(): Promise<string> {
      const lines = ['# TYPE latchkey_http_request_seconds histogram']
      for (const [labels, { count: total, seconds, below }] of answered) {
        for (const [index, limit] of secondsBelow.entries())
          lines.push(`latchkey_http_request_seconds_bucket{${labels},le="${limit}"} ${below[index] ?? 0}`)
        lines.push(`latchkey_http_request_seconds_bucket{${labels},le="+Inf"} ${total}`)
        lines.push(`latchkey_http_request_seconds_sum{${labels}} ${seconds.toFixed(6)}`)
        lines.push(`latchkey_http_request_seconds_count{${labels}} ${total}`)
      }
      const own = {
        latchkey_event_loop_delay_p99_seconds: loopDelaySeconds(),
        latchkey_resident_memory_bytes: process.memoryUsage.rss(),
        ...(await gauges()),
      }
      for (const [name, value] of Object.entries(own)) lines.push(`# TYPE ${name} gauge`, `${name} ${value}`)
      return `${lines.join('\n')}\n`
    },
  }
}
export type Metrics = ReturnType<typeof createMetrics>
