declare module 'virtual:bff-routes' {
  import type { bffEndpoints, RoutesOf } from '@latchkey/contract'

  const routes: RoutesOf<typeof bffEndpoints>
  export default routes
}

declare module 'virtual:setting-defaults' {
  const defaults: Readonly<Record<string, string>>
  export default defaults
}

declare module 'virtual:first-page' {
  const page: {
    readonly maxItems: number
    readonly sortByObjectID: boolean
    readonly searchCriteria: readonly [{ readonly idTest: 'greater-than'; readonly idValue: number }]
  }
  export default page
}
