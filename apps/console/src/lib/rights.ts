import type { BrowserSession, RightPath } from '@latchkey/contract'

export type Right = 'held' | 'missing' | 'unknown'

/** Unknown where the manager does not let people read their own role: then only its answer can tell. */
export function rightOf({ role }: Pick<BrowserSession, 'role'>, path: RightPath): Right {
  if (role === undefined) return 'unknown'
  const [module = '', group = '', right = ''] = path.split('.')
  return role.rights[module]?.[group]?.[right] === true ? 'held' : 'missing'
}

export const lacksAll = (session: Pick<BrowserSession, 'role'>, paths: readonly RightPath[]): boolean =>
  paths.every((path) => rightOf(session, path) === 'missing')
