import type { Role } from '@latchkey/contract'
import { features, type CatalogRight } from './rights-catalog.ts'
import { formOf, type RoleFlag, type RoleForm, type RoleList } from './role-form.ts'

const scalars = [
  'name',
  'description',
  'allowUserInterface',
  'allowWebService',
  'allComputers',
  'computerIDs',
  'computerGroupIDs',
  'allPolicies',
  'policyIDs',
  'canOnlyManipulateUsersWithEqualOrLesserRights',
] as const satisfies readonly (RoleFlag | RoleList | 'name' | 'description')[]
export type ComparedProperty = (typeof scalars)[number]

export interface Difference {
  readonly property: ComparedProperty | CatalogRight
  readonly a: string | boolean
  readonly b: string | boolean
}

/** Where two roles, or two readings of one, differ: properties first, then single rights in the order of the editor. */
export function roleDifferences(a: Role, b: Role): readonly Difference[] {
  const [left, right] = [formOf(a), formOf(b)]
  return [
    ...scalars
      .filter((property) => left[property] !== right[property])
      .map((property) => ({ property, a: valueOf(left, property), b: valueOf(right, property) })),
    ...features.flatMap(({ rights }) =>
      rights
        .filter(({ path }) => left.rights.has(path) !== right.rights.has(path))
        .map((property) => ({ property, a: left.rights.has(property.path), b: right.rights.has(property.path) })),
    ),
  ]
}

const valueOf = (form: RoleForm, property: ComparedProperty): string | boolean => form[property]
