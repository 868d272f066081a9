import { TooManyRequests } from '@latchkey/contract'
import type { Limits } from '@latchkey/server/limits'
import { networkOf, remember } from '@latchkey/server/sign-in-limit'

/** Calls of one browser session: so many a second, and so many at once. */
export function createCallLimit(
  clock: () => number,
  { calls, burst }: Pick<Limits, 'calls' | 'burst'>,
): (session: string) => void {
  const buckets = new Map<string, { left: number; at: number }>()
  return (session) => {
    const now = clock()
    const bucket = buckets.get(session) ?? { left: burst, at: now }
    // A clock that was set back takes nothing away.
    const passed = Math.max(0, now - bucket.at)
    const left = Math.min(burst, bucket.left + (passed / 1000) * calls)
    if (left < 1) throw new TooManyRequests('Too many calls at once. Wait a second.', (1 - left) / calls)
    remember(buckets, session, { left: left - 1, at: now })
  }
}

/** So many of something from one address in a minute. */
export function createMinuteLimit(clock: () => number, max: number): (address: string) => void {
  const counts = new Map<string, { minute: number; count: number }>()
  return (address) => {
    const minute = Math.floor(clock() / 60_000)
    const known = counts.get(networkOf(address))
    const count = known?.minute === minute ? known.count + 1 : 1
    if (count > max)
      throw new TooManyRequests('Too many of these from your address. Wait a minute.', 60 - ((clock() / 1000) % 60))
    remember(counts, networkOf(address), { minute, count })
  }
}
