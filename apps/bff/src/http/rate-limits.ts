import { Refusal } from '@latchkey/contract'

const perSecond = 50
const burst = 200
const entriesMax = 50_000

/** Calls of one browser session: 50 a second, 200 at once. */
export function createCallLimit(clock: () => number): (session: string) => void {
  const buckets = new Map<string, { left: number; at: number }>()
  return (session) => {
    const now = clock()
    const bucket = buckets.get(session) ?? { left: burst, at: now }
    const left = Math.min(burst, bucket.left + ((now - bucket.at) / 1000) * perSecond)
    if (left < 1) throw new Refusal(429, 'Too many calls at once. Wait a second.')
    if (buckets.size > entriesMax) buckets.clear()
    buckets.set(session, { left: left - 1, at: now })
  }
}

const windows = [
  { ms: 60_000, max: 20 },
  { ms: 3_600_000, max: 200 },
] as const

/** Failed sign-ins of one address; those that succeed never count. */
export function createSignInLimit(clock: () => number) {
  const failures = new Map<string, number[]>()
  const recent = (address: string) =>
    (failures.get(networkOf(address)) ?? []).filter((at) => at > clock() - windows[1].ms)
  return {
    admit(address: string): void {
      const times = recent(address)
      for (const { ms, max } of windows)
        if (times.filter((at) => at > clock() - ms).length >= max)
          throw new Refusal(429, 'Too many failed sign-ins from your address. Wait a minute, then try again.')
    },
    failed(address: string): void {
      if (failures.size > entriesMax) failures.clear()
      failures.set(networkOf(address), [...recent(address), clock()])
    },
  }
}

// One household of IPv6 has a /64.
const networkOf = (address: string): string =>
  address.includes(':') && !address.includes('.') ? address.split(':').slice(0, 4).join(':') : address
