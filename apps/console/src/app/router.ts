import { isSignedOut, queryClient } from '../lib/query-client.ts'
import { createRouter } from '../router/router.ts'
import { sessionQueries } from '../queries/session-queries.ts'
import { screenOf } from './screens.tsx'

/** Where one goes, once it can be drawn: with its scripts, and as somebody who has signed in. */
export const router = createRouter({
  arrive: async ({ href, pathname, path }) => {
    if (pathname === '/') return { to: '/api-keys' }
    const { isOpen, preload } = screenOf(path)
    try {
      await Promise.all([isOpen ? undefined : queryClient.ensureQueryData(sessionQueries.current()), preload?.()])
      return undefined
    } catch (error) {
      if (!isSignedOut(error)) throw error
      return { to: '/sign-in', ...(href !== '/api-keys' && { search: { from: href } }) }
    }
  },
  expect: (path) =>
    void screenOf(path)
      .preload?.()
      .catch(() => undefined),
})
