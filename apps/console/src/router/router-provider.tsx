import { useEffect, useState, type ReactNode } from 'react'
import type { Router } from './router.ts'
import { RouterContext, ShownContext } from './use-router.ts'

interface RouterProviderProps {
  readonly router: Router
  readonly children: ReactNode
}

/** What is on the screen stays until the next can be drawn. */
export function RouterProvider({ router, children }: RouterProviderProps) {
  const [shown, setShown] = useState(router.shown)
  useEffect(() => router.drawWith(setShown), [router])
  useEffect(() => router.drawn(shown), [router, shown])
  return (
    <RouterContext value={router}>
      <ShownContext value={shown}>{children}</ShownContext>
    </RouterContext>
  )
}
