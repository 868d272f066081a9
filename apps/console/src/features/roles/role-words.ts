import type { RightPath } from '@latchkey/contract/rights'
import { hasViewOnly, levelOf, type Rights } from './feature-level.ts'
import { features, type CatalogRight, type FeatureName } from './rights-catalog.ts'
import type { RoleForm } from './role-form.ts'

export interface RoleWords {
  readonly full: readonly FeatureName[]
  readonly view: readonly FeatureName[]
  readonly part: readonly { readonly feature: FeatureName; readonly rights: readonly CatalogRight[] }[]
}

/** What the role may do, by feature; what it may not is left out. */
export function wordsOf(held: Rights, known: Rights): RoleWords {
  const rows = features.map(({ name, rights }) => ({ name, rights: rights.filter(({ path }) => known.has(path)) }))
  const at = (level: string) =>
    rows.filter(({ rights }) => rights.length > 0 && levelOf(rights, held) === level).map(({ name }) => name)
  return {
    full: at('full'),
    view: at('view'),
    part: rows
      .filter(({ rights }) => levelOf(rights, held) === 'custom')
      .map(({ name, rights }) => ({ feature: name, rights: rights.filter(({ path }) => held.has(path)) })),
  }
}

/** What a right brings along that its name does not say. */
const brings = {
  'platformRights.administratorRights.canEditAdministratorProperties': 'bringsPasswords',
  'platformRights.apikeyRights.canEditApiKeyProperties': 'bringsSecrets',
  'platformRights.computerRights.canViewNotRelatedToComputers': 'bringsEvents',
  'platformRights.administratorRoleRights.canEditAdministratorRoleProperties': 'bringsHolders',
} as const satisfies Partial<Record<RightPath, string>>
export type Implication = (typeof brings)[keyof typeof brings]

export const impliedBy = (held: Rights): readonly Implication[] =>
  rightsWith(brings)
    .filter(([path]) => held.has(path))
    .map(([, implication]) => implication)

// Object.entries forgets that its keys are paths.
const rightsWith = <Value>(table: Readonly<Partial<Record<RightPath, Value>>>) =>
  Object.entries(table) as [RightPath, Value][]

export type Lack =
  | { readonly what: 'noWayIn' | 'noWebService' | 'rolesUnseen' }
  | { readonly what: 'unseen'; readonly feature: FeatureName }

const viewRoles: RightPath = 'platformRights.administratorRoleRights.canViewAdministratorRoles'
const takeARole: readonly RightPath[] = [
  'platformRights.apikeyRights.canCreateNewApiKeys',
  'platformRights.administratorRights.canCreateNewAdministrators',
]

/** What is missing for the rest to be of use. */
export function lacksOf({ rights, allowUserInterface, allowWebService }: RoleForm): readonly Lack[] {
  const unseen = features.filter(({ rights: row }) => {
    const changes = row.some(({ path, isView }) => !isView && rights.has(path))
    return hasViewOnly(row) && changes && !row.some(({ path, isView }) => isView && rights.has(path))
  })
  return [
    ...(allowWebService ? [] : [{ what: allowUserInterface ? ('noWebService' as const) : ('noWayIn' as const) }]),
    ...(takeARole.some((path) => rights.has(path)) && !rights.has(viewRoles) ? [{ what: 'rolesUnseen' as const }] : []),
    ...unseen
      .filter(({ name }) => name !== 'computerRights' && name !== 'policyRights')
      .map(({ name }) => ({ what: 'unseen' as const, feature: name })),
  ]
}
