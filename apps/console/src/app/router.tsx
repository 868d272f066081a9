import { createRootRoute, createRoute, createRouter, redirect, useLocation } from '@tanstack/react-router'
import { lazy, useEffect, useState } from 'react'
import { ApiKeysPage } from '../features/api-keys/api-keys-page.tsx'
import { isSort, type Sort } from '../features/api-keys/api-key-order.ts'
import { SignInPage } from '../features/sign-in/sign-in-page.tsx'
import { isSignedOut, queryClient } from '../lib/query-client.ts'
import { sessionQueries } from '../queries/session-queries.ts'
import { ErrorPage } from './error-page.tsx'
import { NotFoundPage } from './not-found-page.tsx'
import { Shell } from './shell.tsx'

const textOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')

const rootRoute = createRootRoute({ notFoundComponent: NotFoundPage, errorComponent: ErrorPage })

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  // Said as undefined and not left out: the router would keep what was in the address.
  validateSearch: (search): { from?: string | undefined } => ({
    from: insidePath(search['from']) ? textOf(search['from']) : undefined,
  }),
  component: function SignInRoute() {
    const { from } = signInRoute.useSearch()
    return <SignInPage again={from !== undefined} onSignedIn={() => startAt(from ?? '/')} />
  },
})

const SetUpPage = lazy(async () => ({ default: (await import('../features/set-up/set-up-page.tsx')).SetUpPage }))
const setUpRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/set-up',
  component: function SetUpRoute() {
    const { hash } = useLocation()
    const [token, setToken] = useState(hash)
    if (hash !== '' && hash !== token) setToken(hash)
    // The token leaves the address, and with it the history, before anything else is done.
    useEffect(() => {
      if (hash !== '') void router.navigate({ to: '/set-up', replace: true })
    }, [hash])
    return <SetUpPage token={token} onSignedIn={() => startAt('/')} />
  },
})

const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  component: Shell,
  loader: async ({ location }) => {
    try {
      await queryClient.ensureQueryData(sessionQueries.current())
    } catch (error) {
      if (isSignedOut(error))
        throw redirect({ to: '/sign-in', search: location.pathname === '/' ? {} : { from: location.href } })
      throw error
    }
  },
})

const homeRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/api-keys' })
  },
})

const apiKeysRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/api-keys',
  validateSearch: (search): { q?: string | undefined; sort?: Sort | undefined } => ({
    q: textOf(search['q']) || undefined,
    sort: isSort(search['sort']) && search['sort'] !== 'name' ? search['sort'] : undefined,
  }),
  component: function ApiKeysRoute() {
    const { q = '', sort = 'name' } = apiKeysRoute.useSearch()
    const navigate = apiKeysRoute.useNavigate()
    return (
      <ApiKeysPage
        search={q}
        sort={sort}
        onChange={(change) =>
          // The first letter of a search is a step to come back from; the next ones are the same step.
          void navigate({
            search: { q: change.search ?? q, sort: change.sort ?? sort },
            replace: change.search !== undefined && q !== '',
          })
        }
      />
    )
  },
})

export const router = createRouter({
  routeTree: rootRoute.addChildren([signInRoute, setUpRoute, signedInRoute.addChildren([homeRoute, apiKeysRoute])]),
  defaultPreload: 'intent',
})

// A session that ends sends people to sign in, and back to where they were.
queryClient.getQueryCache().subscribe(({ type, query }) => {
  if (type !== 'updated' || query.state.status !== 'error' || !isSignedOut(query.state.error)) return
  if (router.state.location.pathname === '/sign-in') return
  void router.navigate({ to: '/sign-in', search: { from: router.state.location.href } })
})

/** Nothing of whoever was here before is kept. */
async function startAt(href: string): Promise<void> {
  queryClient.clear()
  await router.navigate({ href, replace: true })
}

/** Only a path of this page: never another site, whatever a link says. */
function insidePath(value: unknown): boolean {
  return typeof value === 'string' && /^\/(?![/\\])[^\\\u0000-\u001f]*$/.test(value)
}

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
