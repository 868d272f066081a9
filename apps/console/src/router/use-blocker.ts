import type { BlockerFnArgs } from '@tanstack/history'
import { useEffect, useEffectEvent, useState } from 'react'
import { useRouter } from './use-router.ts'

interface Blocker {
  /** Whether who goes from one path to another is held back. */
  readonly blocks: (from: string, to: string) => boolean
  /** The browser itself asks whoever closes the tab or loads it anew. */
  readonly asksBeforeUnload: boolean
  /** Whether somebody is asked: without that, who is held back simply stays. */
  readonly isAsked?: boolean
}

/** Until one of the two is called, whoever wants to leave is neither here nor there. */
interface Leaving {
  readonly proceed: () => void
  readonly stay: () => void
}

/** Holds back whoever leaves, by a link, by Back, or with the tab. Undefined while nobody is leaving. */
export function useBlocker({ blocks, asksBeforeUnload, isAsked = false }: Blocker): Leaving | undefined {
  const { history } = useRouter()
  const [leaving, setLeaving] = useState<Leaving>()
  const isUnloadAsked = useEffectEvent(() => asksBeforeUnload)
  const isHeld = useEffectEvent(async ({ currentLocation, nextLocation }: BlockerFnArgs): Promise<boolean> => {
    if (!blocks(currentLocation.pathname, nextLocation.pathname)) return false
    if (!isAsked) return true
    const isStaying = await new Promise<boolean>((resolve) =>
      setLeaving({ proceed: () => resolve(false), stay: () => resolve(true) }),
    )
    setLeaving(undefined)
    return isStaying
  })
  useEffect(
    () => history.block({ blockerFn: (going) => isHeld(going), enableBeforeUnload: () => isUnloadAsked() }),
    [history],
  )
  return leaving
}
