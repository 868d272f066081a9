/** Every address of the page; what begins with $ stands for a part that varies. Of two that fit the first is meant. */
export const paths = [
  '/sign-in',
  '/set-up',
  '/api-keys',
  '/api-keys/new',
  '/api-keys/$apiKeyID',
  '/api-keys/$apiKeyID/new-secret',
  '/api-keys/$apiKeyID/lock-out',
  '/api-keys/$apiKeyID/set-expiry',
  '/api-keys/$apiKeyID/change-role',
  '/api-keys/$apiKeyID/delete',
  '/roles',
  '/roles/new',
  '/roles/compare',
  '/roles/$roleID',
  '/users',
  '/users/new',
  '/users/$administratorID',
  '/tenants',
  '/system-settings',
  '/system-events',
  '/activity',
  '/profile',
] as const

export type Path = (typeof paths)[number]

type VaryingIn<Pattern extends string> = Pattern extends `${infer Part}/${infer Rest}`
  ? VaryingIn<Part> | VaryingIn<Rest>
  : Pattern extends `$${infer Name}`
    ? Name
    : never

/** The parts of a path that vary, by name. */
export type ParamsOf<To extends Path> = Readonly<Record<VaryingIn<To>, string>>
