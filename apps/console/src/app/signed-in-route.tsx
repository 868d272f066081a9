import { createRootRoute, createRoute, redirect, useRouter, type AnyRouter } from '@tanstack/react-router'
import { lazyPart } from '../frames/lazy-part.ts'
import { isSignedOut, queryClient } from '../lib/query-client.ts'
import { abandonSession } from '../lib/session-watch.ts'
import { sessionQueries } from '../queries/session-queries.ts'
import { ErrorPage } from './error-page.tsx'
import { Shell } from './shell/shell.tsx'

export const rootRoute = createRootRoute({ errorComponent: ErrorPage })

const NotFoundPage = lazyPart(() => import('./not-found-page.tsx'), 'NotFoundPage')
export const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  component: function SignedInRoute() {
    const router = useRouter()
    return <Shell onSignedOut={() => void showSignedOut(router)} />
  },
  loader: async ({ location }) => {
    try {
      await queryClient.ensureQueryData(sessionQueries.current())
    } catch (error) {
      if (isSignedOut(error))
        throw redirect({ to: '/sign-in', search: location.href === '/api-keys' ? {} : { from: location.href } })
      throw error
    }
  },
})

/** Whoever is in keeps the bar and the navigation at an address of no page; whoever is not is asked to sign in first. */
export const nowhereRoute = createRoute({ getParentRoute: () => signedInRoute, path: '$', component: NotFoundPage })

/** Here and in every tab: what this person had on the screen is gone before anyone else signs in. */
export async function showSignedOut(router: Pick<AnyRouter, 'navigate'>): Promise<void> {
  await router.navigate({ to: '/sign-in', search: {}, replace: true, ignoreBlocker: true })
  // The session that ended was told of as well: nobody waits for it any more.
  abandonSession()
  queryClient.clear()
}
