import { TooManyRequests } from '@latchkey/contract'
import type { Limits } from '@latchkey/server/limits'
import type { Caller } from '../caller.ts'

const windowSeconds = 60

/** Calls of the last sixty seconds, counted in memory by this node; refused calls do not count. */
export function createRateLimits(
  limits: Pick<Limits, 'key' | 'tenant' | 'node'>,
  clock: () => number,
): (caller: Caller) => void {
  if (Math.min(limits.key, limits.tenant, limits.node) === Infinity) return () => undefined
  const windows = new Map<string, Window>()
  return ({ kind, tenantID, ID }) => {
    const second = Math.floor(clock() / 1000)
    const counted = [
      { name: `${kind} ${ID}`, max: limits.key },
      { name: `tenant ${tenantID}`, max: limits.tenant },
      { name: 'node', max: limits.node },
    ].map(({ name, max }) => ({ window: windowOf(windows, name), max }))
    for (const { window, max } of counted) {
      const waitSeconds = window.secondsUntilBelow(max, second)
      if (waitSeconds > 0) throw new TooManyRequests('Too many API requests.', waitSeconds)
    }
    for (const { window } of counted) window.count(second)
    // Windows of callers that have gone quiet are dropped now and then.
    if (windows.size > 10_000)
      for (const [name, window] of windows) if (window.total(second) === 0) windows.delete(name)
  }
}

interface Window {
  total(second: number): number
  /** How long until there are fewer than so many, if none comes; 0 where there are. */
  secondsUntilBelow(max: number, second: number): number
  count(second: number): void
}

function windowOf(windows: Map<string, Window>, name: string): Window {
  const known = windows.get(name)
  if (known) return known
  const made = createWindow()
  windows.set(name, made)
  return made
}

function createWindow(): Window {
  const buckets = new Array<number>(windowSeconds).fill(0)
  let latest = 0
  let sum = 0
  const advance = (second: number) => {
    for (let passed = Math.max(latest + 1, second - windowSeconds + 1); passed <= second; passed += 1) {
      sum -= buckets[passed % windowSeconds] ?? 0
      buckets[passed % windowSeconds] = 0
    }
    latest = Math.max(latest, second)
  }
  return {
    total: (second) => {
      advance(second)
      return sum
    },
    secondsUntilBelow: (max, second) => {
      advance(second)
      let [left, wait] = [sum, 0]
      for (; left >= max && wait < windowSeconds; wait += 1) left -= buckets[(second + 1 + wait) % windowSeconds] ?? 0
      return wait
    },
    count: (second) => {
      buckets[second % windowSeconds] = (buckets[second % windowSeconds] ?? 0) + 1
      sum += 1
    },
  }
}
