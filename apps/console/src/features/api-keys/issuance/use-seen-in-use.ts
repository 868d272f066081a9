import { useEffect, useEffectEvent, useState } from 'react'
import { onceAtATime } from '../../../lib/once-at-a-time.ts'
import { readApiKey } from '../../../queries/api-key-queries.ts'
import type { HeldSecret } from './issuing.ts'

const everyMs = 5_000
const waitedMs = 10 * 60_000

/** Asks while the page is visible whether somebody has signed in with the key since the secret was made. */
export function useSeenInUse({ apiKey, begun }: HeldSecret, onSeen: () => void): boolean {
  const [isWaiting, setWaiting] = useState(true)
  const look = useEffectEvent(async () => {
    if (document.visibilityState === 'hidden') return
    // Not known this time: it is asked again.
    const now = await readApiKey(apiKey.ID, { passive: true }).catch(() => undefined)
    if ((now?.lastSignIn ?? 0) > Math.max(begun, apiKey.lastSignIn ?? 0)) onSeen()
  })
  useEffect(() => {
    if (!isWaiting) return undefined
    const turn = onceAtATime(() => look())
    const asking = setInterval(turn, everyMs)
    const giving = setTimeout(() => setWaiting(false), waitedMs)
    return () => {
      clearInterval(asking)
      clearTimeout(giving)
    }
  }, [isWaiting])
  return isWaiting
}
