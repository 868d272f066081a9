import { CallError } from '../lib/client.ts'
import { beginsAnew } from '../lib/load-part.ts'
import { isSignedOut, queryClient } from '../lib/query-client.ts'
import { sessionQueries } from '../queries/session-queries.ts'
import { createRouter } from '../router/router.ts'
import { screenOf } from './screens.tsx'

/** Where one goes, once it can be drawn: with its scripts, and as somebody who has signed in. */
export const router = createRouter({
  arrive: async ({ href, pathname, path }) => {
    if (pathname === '/') return { to: '/api-keys' }
    const { isOpen, preload } = screenOf(path)
    try {
      await Promise.all([isOpen ? undefined : queryClient.ensureQueryData(sessionQueries.current()), preload()])
      return undefined
    } catch (error) {
      if (isSignedOut(error)) return { to: '/sign-in', ...(href !== '/api-keys' && { search: { from: href } }) }
      // A script that does not come: what is on the screen stays there until the page goes.
      if (!(error instanceof CallError) && beginsAnew(error)) return new Promise(() => undefined)
      throw error
    }
  },
  expect: (path) =>
    void screenOf(path)
      .preload()
      .catch(() => undefined),
})
