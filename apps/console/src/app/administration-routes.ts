import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { parseActivitySearch } from '../features/activity/activity-address.ts'
import { parseProfileSearch } from '../features/profile/profile-address.ts'
import { parseCompareSearch, parseNewRoleSearch, parseRoleSearch } from '../features/roles/role-address.ts'
import { parseEventSearch } from '../features/system-events/event-address.ts'
import { parseTenantSearch } from '../features/tenants/tenant-address.ts'
import { parseUserSearch } from '../features/users/user-address.ts'
import { parseListAddress } from '../frames/list-address.ts'
import { loadPart } from '../lib/load-part.ts'
import { signedInRoute } from './signed-in-route.tsx'

const getParentRoute = () => signedInRoute
const userScreens = () => loadPart(() => import('./user-screens.tsx'))
const rolePages = () => loadPart(() => import('../features/roles/role-pages.tsx'))

const usersRoute = createRoute({
  getParentRoute,
  path: '/users',
  validateSearch: parseListAddress,
  component: lazyRouteComponent(userScreens, 'UsersScreen'),
})
const userWindows = [
  createRoute({
    getParentRoute: () => usersRoute,
    path: 'new',
    component: lazyRouteComponent(userScreens, 'NewUserScreen'),
  }),
  createRoute({
    getParentRoute: () => usersRoute,
    path: '$administratorID',
    validateSearch: parseUserSearch,
    component: lazyRouteComponent(userScreens, 'UserScreen'),
  }),
] as const

/** The screens that come when they are asked for. */
export const administrationRoutes = [
  createRoute({
    getParentRoute,
    path: '/roles',
    validateSearch: parseListAddress,
    component: lazyRouteComponent(() => loadPart(() => import('../features/roles/roles-page.tsx')), 'RolesPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/roles/new',
    validateSearch: parseNewRoleSearch,
    component: lazyRouteComponent(rolePages, 'NewRolePage'),
  }),
  createRoute({
    getParentRoute,
    path: '/roles/compare',
    validateSearch: parseCompareSearch,
    component: lazyRouteComponent(rolePages, 'CompareRolesPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/roles/$roleID',
    validateSearch: parseRoleSearch,
    component: lazyRouteComponent(rolePages, 'EditRolePage'),
  }),
  createRoute({
    getParentRoute,
    path: '/profile',
    validateSearch: parseProfileSearch,
    component: lazyRouteComponent(() => loadPart(() => import('../features/profile/profile-page.tsx')), 'ProfilePage'),
  }),
  createRoute({
    getParentRoute,
    path: '/system-settings',
    component: lazyRouteComponent(
      () => loadPart(() => import('../features/system-settings/system-settings-page.tsx')),
      'SystemSettingsPage',
    ),
  }),
  createRoute({
    getParentRoute,
    path: '/system-events',
    validateSearch: parseEventSearch,
    component: lazyRouteComponent(
      () => loadPart(() => import('../features/system-events/system-events-page.tsx')),
      'SystemEventsPage',
    ),
  }),
  createRoute({
    getParentRoute,
    path: '/activity',
    validateSearch: parseActivitySearch,
    component: lazyRouteComponent(
      () => loadPart(() => import('../features/activity/activity-page.tsx')),
      'ActivityPage',
    ),
  }),
  createRoute({
    getParentRoute,
    path: '/tenants',
    validateSearch: parseTenantSearch,
    component: lazyRouteComponent(() => loadPart(() => import('./tenants-screen.tsx')), 'TenantsScreen'),
  }),
  usersRoute.addChildren(userWindows),
] as const
