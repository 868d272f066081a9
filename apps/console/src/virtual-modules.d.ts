declare module 'virtual:bff-routes' {
  import type { bffEndpoints, RoutesOf } from '@latchkey/contract'

  const routes: RoutesOf<typeof bffEndpoints>
  export default routes
}

declare module 'virtual:setting-defaults' {
  const defaults: Readonly<Record<string, string>>
  export default defaults
}
