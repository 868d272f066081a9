import { rightLines, type RightVersion } from './right-lines.ts'

export type RightPath = (typeof rightLines)[number][0]

export interface Right {
  readonly path: RightPath
  readonly label: string
  readonly group: string
  readonly since: RightVersion
  /** An on-premises manager answers this right; the others belong to the hosted service. */
  readonly onPremises: boolean
  /** Held by the built-in Auditor of a stock manager, and by every new role. */
  readonly auditor: boolean
}

export const rights: readonly Right[] = rightLines.map(([path, label, group, since, onPremises, auditor]) => ({
  path,
  label,
  group,
  since,
  onPremises,
  auditor,
}))

export const rightPaths: readonly RightPath[] = rights.map(({ path }) => path)

/** What our Auditor may read besides (docs/decisions/0009): auditors are who this console is for. */
export const auditorExtraRights: readonly RightPath[] = [
  'platformRights.apikeyRights.canViewApiKeys',
  'platformRights.administratorRights.canViewAdministrators',
  'platformRights.administratorRoleRights.canViewAdministratorRoles',
]

/** Role.rights on the wire: module, group, right. */
export type RightsTree = Record<string, Record<string, Record<string, boolean>>>

export function rightsTree(held: ReadonlySet<string>, paths: readonly string[] = rightPaths): RightsTree {
  const tree: RightsTree = {}
  for (const path of paths) {
    const [module = '', group = '', right = ''] = path.split('.')
    const groups = (tree[module] ??= {})
    const leaves = (groups[group] ??= {})
    leaves[right] = held.has(path)
  }
  return tree
}

/** The given leaves over those held: unknown names are ignored, absent ones stay. */
export function overlayRights(held: ReadonlySet<string>, given: RightsTree): Set<string> {
  const result = new Set(held)
  for (const path of rightPaths) {
    const [module = '', group = '', right = ''] = path.split('.')
    const value = given[module]?.[group]?.[right]
    if (value === true) result.add(path)
    if (value === false) result.delete(path)
  }
  return result
}

export function heldRights(tree: RightsTree): Set<string> {
  return overlayRights(new Set(), tree)
}
