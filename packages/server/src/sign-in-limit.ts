import { isIPv6 } from 'node:net'
import { Refusal, TooManyRequests } from '@latchkey/contract'
import type { Limits } from './limits.ts'

const rememberedMax = 50_000

interface Network {
  failures: number[]
  running: number
  waiting: (() => void)[]
}

/** Failed sign-ins of one address; those that succeed never count. */
export function createSignInLimit(
  clock: () => number,
  { 'sign-ins': perMinute, 'sign-ins-hour': perHour }: Pick<Limits, 'sign-ins' | 'sign-ins-hour'>,
) {
  const networks = new Map<string, Network>()
  const minute = { ms: 60_000, max: perMinute }
  const hour = { ms: 3_600_000, max: perHour }

  function refuseWhenFull(network: Network, now: number): void {
    network.failures = failuresSince(network, now - hour.ms)
    for (const { ms, max } of [minute, hour]) {
      const recent = failuresSince(network, now - ms)
      const [oldest] = recent.slice(-max)
      if (recent.length >= max && oldest !== undefined)
        throw new TooManyRequests(
          'Too many failed sign-ins from your address. Wait, then try again.',
          (oldest + ms - now) / 1000,
        )
    }
  }

  // Tries that run might all fail: as many more as would then be too many wait for them instead of passing by the count.
  async function takePlace(network: Network): Promise<void> {
    for (;;) {
      const now = clock()
      refuseWhenFull(network, now)
      if ([minute, hour].every(({ ms, max }) => failuresSince(network, now - ms).length + network.running < max)) break
      await new Promise<void>((resolve) => void network.waiting.push(resolve))
    }
    network.running += 1
  }

  return {
    async admit<Result>(address: string, signIn: () => Promise<Result>): Promise<Result> {
      const name = networkOf(address)
      const network = networks.get(name) ?? { failures: [], running: 0, waiting: [] }
      remember(networks, name, network)
      await takePlace(network)
      try {
        return await signIn()
      } catch (error) {
        if (error instanceof Refusal && [401, 403].includes(error.status)) network.failures.push(clock())
        throw error
      } finally {
        network.running -= 1
        for (const resume of network.waiting.splice(0)) resume()
      }
    },
  }
}
export type SignInLimit = ReturnType<typeof createSignInLimit>
/** Lets a sign-in from an address be tried, unless too many from there have failed. */
export type AdmitSignIn = SignInLimit['admit']

const failuresSince = ({ failures }: Network, moment: number): number[] => failures.filter((at) => at > moment)

// What was used longest ago is forgotten first: a Map keeps the order in which its entries were set.
export function remember<Value>(map: Map<string, Value>, name: string, value: Value): void {
  map.delete(name)
  map.set(name, value)
  const [oldest] = map.size > rememberedMax ? map.keys() : []
  if (oldest !== undefined) map.delete(oldest)
}

/** One household has a /64 of IPv6, and one address of IPv4, however it is written. */
export function networkOf(address: string): string {
  const plain = address
    .toLowerCase()
    .replace(/%.*$/, '')
    .replace(/^::ffff:(?=[\d.]+$)/, '')
  if (!isIPv6(plain)) return plain
  const [before = '', after] = plain.split('::')
  const [head, tail] = [groupsOf(before), groupsOf(after ?? '')]
  const gap = after === undefined ? [] : new Array<string>(Math.max(0, 8 - head.length - tail.length)).fill('0')
  return [...head, ...gap, ...tail]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}

const groupsOf = (text: string): string[] => (text === '' ? [] : text.split(':'))
