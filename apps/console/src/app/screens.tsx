import { Suspense, useEffect, type ComponentType, type ReactNode } from 'react'
import { ApiKeysPage, KeyFilters } from '../features/api-keys/api-keys-page.tsx'
import { lazyPart } from '../frames/lazy-part.tsx'
import { fetchWindowWords } from '../messages/windows.ts'
import type { Path } from '../router/paths.ts'
import { usePlace, useRouter } from '../router/use-router.ts'
import { KeyProperties, NewKey, NewSecretOfKey, NewWindow, PropertiesWindow, workOn } from './key-windows.tsx'
import { Shell, ShellPalette, SignInLayer } from './shell/shell.tsx'
import { SetUp, SetUpPage, showSignedOut, SignIn, SignInPage } from './signing-in-and-out.tsx'

interface Screen {
  readonly Page: ComponentType<{ readonly children?: ReactNode }>
  /** Over the page, which stays as it is. */
  readonly Window?: ComponentType
  readonly preload: () => Promise<unknown>
  /** For whoever has not signed in. */
  readonly isOpen?: true
}

interface Preloaded {
  readonly preload?: () => Promise<unknown>
}

/** A page and, over it, a window: those that are fetched when they are asked for are awaited, the rest shows itself. */
const part = (Page: Screen['Page'] & Preloaded, Window?: ComponentType & Preloaded): Screen => ({
  Page,
  ...(Window && { Window }),
  preload: () => Promise.all([Page.preload?.(), Window?.preload?.()]),
})

const Keys: Screen['Page'] = ({ children }) => <ApiKeysPage onShown={fetchNext}>{children}</ApiKeysPage>

const userScreens = () => import('./user-screens.tsx')
const Users = lazyPart(async () => (await userScreens()).UsersScreen)
const NewUser = lazyPart(async () => (await userScreens()).NewUserScreen)
const User = lazyPart(async () => (await userScreens()).UserScreen)

const rolePages = () => import('../features/roles/role-pages.tsx')

const screens: Readonly<Record<Path, Screen>> = {
  '/sign-in': { Page: SignIn, preload: SignInPage.preload, isOpen: true },
  '/set-up': { Page: SetUp, preload: SetUpPage.preload, isOpen: true },
  '/api-keys': part(Keys),
  '/api-keys/new': part(Keys, NewKey),
  '/api-keys/$apiKeyID': part(Keys, KeyProperties),
  '/api-keys/$apiKeyID/new-secret': part(Keys, NewSecretOfKey),
  '/api-keys/$apiKeyID/lock-out': part(Keys, workOn('lock-out')),
  '/api-keys/$apiKeyID/set-expiry': part(Keys, workOn('set-expiry')),
  '/api-keys/$apiKeyID/change-role': part(Keys, workOn('change-role')),
  '/api-keys/$apiKeyID/delete': part(Keys, workOn('delete')),
  '/roles': part(lazyPart(async () => (await import('../features/roles/roles-page.tsx')).RolesPage)),
  '/roles/new': part(lazyPart(async () => (await rolePages()).NewRolePage)),
  '/roles/compare': part(lazyPart(async () => (await rolePages()).CompareRolesPage)),
  '/roles/$roleID': part(lazyPart(async () => (await rolePages()).EditRolePage)),
  '/users': part(Users),
  '/users/new': part(Users, NewUser),
  '/users/$administratorID': part(Users, User),
  '/tenants': part(lazyPart(async () => (await import('./tenants-screen.tsx')).TenantsScreen)),
  '/system-settings': part(
    lazyPart(async () => (await import('../features/system-settings/system-settings-page.tsx')).SystemSettingsPage),
  ),
  '/system-events': part(
    lazyPart(async () => (await import('../features/system-events/system-events-page.tsx')).SystemEventsPage),
  ),
  '/activity': part(lazyPart(async () => (await import('../features/activity/activity-page.tsx')).ActivityPage)),
  '/profile': part(lazyPart(async () => (await import('../features/profile/profile-page.tsx')).ProfilePage)),
}

/** Whoever is in keeps the bar and the navigation at an address of no page; whoever is not is asked to sign in first. */
const nowhere = part(lazyPart(async () => (await import('./not-found-page.tsx')).NotFoundPage))

export const screenOf = (path: Path | undefined): Screen => (path === undefined ? nowhere : screens[path])

export function ScreenHere() {
  const router = useRouter()
  const { Page, Window, isOpen } = screenOf(usePlace().path)
  // The list of keys says itself when it is there.
  useEffect(() => {
    if (!isOpen && Page !== Keys) fetchNext()
  }, [isOpen, Page])
  const page = (
    <Page>
      {Window && (
        <Suspense>
          <Window />
        </Suspense>
      )}
    </Page>
  )
  return isOpen ? page : <Shell onSignedOut={() => void showSignedOut(router)}>{page}</Shell>
}

/** What is likely to be opened next is there before it is asked for, and never in the way of what is shown first. */
function fetchNext(): void {
  whenIdle(() =>
    Promise.allSettled([
      ShellPalette.preload(),
      SignInLayer.preload(),
      fetchWindowWords(),
      KeyFilters.preload(),
      NewWindow.preload(),
      PropertiesWindow.preload(),
    ]),
  )
}
const whenIdle =
  typeof requestIdleCallback === 'function' ? requestIdleCallback : (act: () => void) => setTimeout(act, 2_000)
