import { createRoute, createRouter, redirect, useLocation } from '@tanstack/react-router'
import { Suspense, useEffect, useState } from 'react'
import { ApiKeysPage, KeyFilters } from '../features/api-keys/api-keys-page.tsx'
import { parseListSearch } from '../features/api-keys/list-search.ts'
import { lazyPart } from '../frames/lazy-part.ts'
import { queryClient } from '../lib/query-client.ts'
import { abandonSession } from '../lib/session-watch.ts'
import { fetchWindowWords } from '../messages/windows.ts'
import { administrationRoutes } from './administration-routes.ts'
import { parseSearch, stringifySearch } from './search-text.ts'
import { ShellPalette, SignInLayer } from './shell/shell.tsx'
import { nowhereRoute, rootRoute, signedInRoute } from './signed-in-route.tsx'

const SignInPage = lazyPart(async () => {
  const [{ SignInPage: Page }] = await Promise.all([import('../features/sign-in/sign-in-page.tsx'), fetchWindowWords()])
  return { Page }
}, 'Page')
const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  // Said as undefined and not left out: the router would keep what was in the address.
  validateSearch: (search): { from?: string | undefined } => ({ from: insidePath(search['from']) }),
  component: function SignInRoute() {
    const { from } = signInRoute.useSearch()
    return <SignInPage again={from !== undefined} onSignedIn={() => startAt(from ?? '/')} />
  },
})

const SetUpPage = lazyPart(() => import('../features/set-up/set-up-page.tsx'), 'SetUpPage')
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
  validateSearch: parseListSearch,
  component: () => <ApiKeysPage onShown={fetchNext} />,
})

const PropertiesWindow = lazyPart(() => import('../features/api-keys/window/properties-window.tsx'), 'PropertiesWindow')
const apiKeyRoute = createRoute({
  getParentRoute: () => apiKeysRoute,
  path: '$apiKeyID',
  validateSearch: (search): { tab?: 'activity' | 'use' | undefined } => ({ tab: keyTabOf(search['tab']) }),
  component: function ApiKeyRoute() {
    const { apiKeyID } = apiKeyRoute.useParams()
    const { tab = 'general' } = apiKeyRoute.useSearch()
    const navigate = apiKeyRoute.useNavigate()
    const choose = (next: string) =>
      void navigate({ search: (before) => ({ ...before, tab: keyTabOf(next) }), replace: true, ignoreBlocker: true })
    return (
      <Suspense>
        <PropertiesWindow
          key={apiKeyID}
          apiKeyID={Number(apiKeyID)}
          tab={tab}
          onTab={choose}
          RoleMaker={RoleMaker}
          onClose={closeWindow}
          onNewSecret={newSecretOf}
        />
      </Suspense>
    )
  },
})

// Asked for from among a key's roles; it belongs to another feature.
const RoleMaker = lazyPart(() => import('../features/roles/editor/role-editor-dialog.tsx'), 'RoleEditorDialog')

const NewWindow = lazyPart(() => import('../features/api-keys/window/new-window.tsx'), 'NewWindow')
const newApiKeyRoute = createRoute({
  getParentRoute: () => apiKeysRoute,
  path: 'new',
  validateSearch: (search): { like?: number | undefined } => ({ like: Number(search['like']) || undefined }),
  component: function NewApiKeyRoute() {
    const { like } = newApiKeyRoute.useSearch()
    return (
      <Suspense>
        <NewWindow key={like} like={like} RoleMaker={RoleMaker} onClose={closeWindow} onNewSecret={newSecretOf} />
      </Suspense>
    )
  },
})

const NewSecretWindow = lazyPart(() => import('../features/api-keys/issuance/new-secret-window.tsx'), 'NewSecretWindow')
const KeyWorkWindow = lazyPart(() => import('../features/api-keys/work/key-work-window.tsx'), 'KeyWorkWindow')
const keyWorks = ['new-secret', 'lock-out', 'set-expiry', 'change-role', 'delete'] as const
const keyWorkRoute = createRoute({
  getParentRoute: () => apiKeysRoute,
  path: '$apiKeyID/$work',
  params: {
    parse: ({ apiKeyID, work: given }) => {
      const work = keyWorks.find((known) => known === given)
      return work !== undefined && { apiKeyID, work }
    },
  },
  component: function KeyWorkRoute() {
    const { apiKeyID, work } = keyWorkRoute.useParams()
    const about = { key: apiKeyID, apiKeyID: Number(apiKeyID), onClose: closeWindow }
    return (
      <Suspense>
        {work === 'new-secret' ? (
          <NewSecretWindow {...about} onNewSecret={newSecretOf} />
        ) : (
          <KeyWorkWindow {...about} work={work} />
        )}
      </Suspense>
    )
  },
})

const keyTabOf = (tab: unknown) => (['activity', 'use'] as const).find((known) => known === tab)

/** Back to the list; the row of a key that has just got its secret is marked and has the focus. */
const closeWindow = (key?: { readonly ID: number }) =>
  void router.navigate({
    to: '/api-keys',
    search: (before) => ({ ...before, like: undefined, tab: undefined }),
    state: { newRow: key?.ID },
    ignoreBlocker: true,
  })

const newSecretOf = (ID: number) =>
  void router.navigate({
    to: '/api-keys/$apiKeyID/$work',
    params: { apiKeyID: String(ID), work: 'new-secret' },
    search: (before) => before,
    ignoreBlocker: true,
  })

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    signInRoute,
    setUpRoute,
    signedInRoute.addChildren([
      homeRoute,
      apiKeysRoute.addChildren([newApiKeyRoute, apiKeyRoute, keyWorkRoute]),
      ...administrationRoutes,
      nowhereRoute,
    ]),
  ]),
  defaultPreload: 'intent',
  parseSearch,
  stringifySearch,
})

/** What is likely to be opened next is there before it is asked for, and never in the way of what is shown first. */
function fetchNext(): void {
  stopWaiting()
  whenIdle(() =>
    Promise.allSettled([
      ShellPalette.preload?.(),
      SignInLayer.preload?.(),
      fetchWindowWords(),
      KeyFilters.preload?.(),
      NewWindow.preload?.(),
      PropertiesWindow.preload?.(),
    ]),
  )
}
const whenIdle =
  typeof requestIdleCallback === 'function' ? requestIdleCallback : (act: () => void) => setTimeout(act, 2_000)
// The list of keys says itself when it is there.
const stopWaiting = router.subscribe('onRendered', ({ pathChanged }) => {
  const shown = router.state.matches.map(({ routeId }) => routeId)
  if (pathChanged && shown.includes(signedInRoute.id) && !shown.includes(apiKeysRoute.id)) fetchNext()
})

/** Nothing of whoever was here before is kept. */
async function startAt(href: string): Promise<void> {
  abandonSession()
  queryClient.clear()
  await router.navigate({ href, replace: true })
}

/** Only a path of this page: never another site, whatever a link says. */
function insidePath(value: unknown): string | undefined {
  return typeof value === 'string' && /^\/(?![/\\])[^\\\u0000-\u001f]*$/.test(value) ? value : undefined
}

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
  interface HistoryState {
    /** The key that has just come to be, or has a new secret. */
    newRow?: number | undefined
  }
}
