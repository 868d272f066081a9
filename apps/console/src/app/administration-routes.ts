import { createRoute } from '@tanstack/react-router'
import { parseActivitySearch } from '../features/activity/activity-address.ts'
import { parseProfileSearch } from '../features/profile/profile-address.ts'
import { parseCompareSearch, parseNewRoleSearch, parseRoleSearch } from '../features/roles/role-address.ts'
import { parseEventSearch } from '../features/system-events/event-address.ts'
import { parseTenantSearch } from '../features/tenants/tenant-address.ts'
import { parseUserSearch } from '../features/users/user-address.ts'
import { parseListAddress } from '../frames/list-address.ts'
import { lazyPart } from '../frames/lazy-part.ts'
import { signedInRoute } from './signed-in-route.tsx'

const getParentRoute = () => signedInRoute
const userScreens = () => import('./user-screens.tsx')
const rolePages = () => import('../features/roles/role-pages.tsx')

const usersRoute = createRoute({
  getParentRoute,
  path: '/users',
  validateSearch: parseListAddress,
  component: lazyPart(userScreens, 'UsersScreen'),
})
const userWindows = [
  createRoute({
    getParentRoute: () => usersRoute,
    path: 'new',
    component: lazyPart(userScreens, 'NewUserScreen'),
  }),
  createRoute({
    getParentRoute: () => usersRoute,
    path: '$administratorID',
    validateSearch: parseUserSearch,
    component: lazyPart(userScreens, 'UserScreen'),
  }),
] as const

/** The screens that come when they are asked for. */
export const administrationRoutes = [
  createRoute({
    getParentRoute,
    path: '/roles',
    validateSearch: parseListAddress,
    component: lazyPart(() => import('../features/roles/roles-page.tsx'), 'RolesPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/roles/new',
    validateSearch: parseNewRoleSearch,
    component: lazyPart(rolePages, 'NewRolePage'),
  }),
  createRoute({
    getParentRoute,
    path: '/roles/compare',
    validateSearch: parseCompareSearch,
    component: lazyPart(rolePages, 'CompareRolesPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/roles/$roleID',
    validateSearch: parseRoleSearch,
    component: lazyPart(rolePages, 'EditRolePage'),
  }),
  createRoute({
    getParentRoute,
    path: '/profile',
    validateSearch: parseProfileSearch,
    component: lazyPart(() => import('../features/profile/profile-page.tsx'), 'ProfilePage'),
  }),
  createRoute({
    getParentRoute,
    path: '/system-settings',
    component: lazyPart(() => import('../features/system-settings/system-settings-page.tsx'), 'SystemSettingsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/system-events',
    validateSearch: parseEventSearch,
    component: lazyPart(() => import('../features/system-events/system-events-page.tsx'), 'SystemEventsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/activity',
    validateSearch: parseActivitySearch,
    component: lazyPart(() => import('../features/activity/activity-page.tsx'), 'ActivityPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/tenants',
    validateSearch: parseTenantSearch,
    component: lazyPart(() => import('./tenants-screen.tsx'), 'TenantsScreen'),
  }),
  usersRoute.addChildren(userWindows),
] as const
