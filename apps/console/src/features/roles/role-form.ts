import type { CreateRole, ModifyRole, Role } from '@latchkey/contract'
import { heldRights, rightPaths, rightsTree, type RightPath } from '@latchkey/contract/rights'
import { differing, type Rights } from './feature-level.ts'

export const roleNameLengthMax = 254
export const roleDescriptionLengthMax = 2000

const flags = [
  'allowUserInterface',
  'allowWebService',
  'allComputers',
  'allPolicies',
  'canOnlyManipulateUsersWithEqualOrLesserRights',
] as const
const lists = ['computerIDs', 'computerGroupIDs', 'policyIDs'] as const
export type RoleFlag = (typeof flags)[number]
export type RoleList = (typeof lists)[number]

export type RoleForm = Readonly<Record<RoleFlag, boolean>> &
  Readonly<Record<RoleList, string>> & {
    readonly name: string
    readonly description: string
    readonly rights: Rights
  }

export type RoleField = 'name' | 'description' | RoleList
export type RoleFault = 'nameGiven' | 'tooLong' | 'notNumbers'

const isKnown = (path: string): path is RightPath => rightPaths.some((known) => known === path)
export const rightsHeld = ({ rights }: Pick<Role, 'rights'>): Rights => new Set([...heldRights(rights)].filter(isKnown))

export const formOf = (role: Role): RoleForm => ({
  name: role.name,
  description: role.description,
  allowUserInterface: role.allowUserInterface,
  allowWebService: role.allowWebService,
  allComputers: role.allComputers,
  allPolicies: role.allPolicies,
  canOnlyManipulateUsersWithEqualOrLesserRights: role.canOnlyManipulateUsersWithEqualOrLesserRights,
  computerIDs: textOfIDs(role.computerIDs),
  computerGroupIDs: textOfIDs(role.computerGroupIDs),
  policyIDs: textOfIDs(role.policyIDs),
  rights: rightsHeld(role),
})

/** Most restricted, but for both ways in: the product's own new roles cannot use the API, and their users not this console. */
export const emptyRole: RoleForm = {
  name: '',
  description: '',
  allowUserInterface: true,
  allowWebService: true,
  allComputers: true,
  allPolicies: true,
  canOnlyManipulateUsersWithEqualOrLesserRights: false,
  computerIDs: '',
  computerGroupIDs: '',
  policyIDs: '',
  rights: new Set(),
}

const textOfIDs = (IDs: readonly number[] | undefined): string => (IDs ?? []).join(', ')

/** Undefined where the text is not a list of IDs. */
export function IDsIn(text: string): readonly number[] | undefined {
  const parts = text.split(/[\s,、，]+/).filter((part) => part !== '')
  return parts.every((part) => /^\d{1,9}$/.test(part)) ? [...new Set(parts.map(Number))] : undefined
}

export function faultsOf(form: RoleForm): Partial<Record<RoleField, RoleFault>> {
  const name = form.name.trim()
  const unreadable = (list: RoleList, on: boolean) => on && IDsIn(form[list]) === undefined
  return {
    ...(name === '' && { name: 'nameGiven' as const }),
    ...(name.length > roleNameLengthMax && { name: 'tooLong' as const }),
    ...(form.description.length > roleDescriptionLengthMax && { description: 'tooLong' as const }),
    ...(unreadable('computerIDs', !form.allComputers) && { computerIDs: 'notNumbers' as const }),
    ...(unreadable('computerGroupIDs', !form.allComputers) && { computerGroupIDs: 'notNumbers' as const }),
    ...(unreadable('policyIDs', !form.allPolicies) && { policyIDs: 'notNumbers' as const }),
  }
}

/** Lists count only where not all are meant. */
const listsOf = (form: RoleForm): Readonly<Record<RoleList, readonly number[]>> => ({
  computerIDs: form.allComputers ? [] : (IDsIn(form.computerIDs) ?? []),
  computerGroupIDs: form.allComputers ? [] : (IDsIn(form.computerGroupIDs) ?? []),
  policyIDs: form.allPolicies ? [] : (IDsIn(form.policyIDs) ?? []),
})

/** Every right is said, so that no manager fills in its own idea of a new role. */
export function toCreate(form: RoleForm, known: Rights): CreateRole {
  const given = Object.entries(listsOf(form)).filter(([, IDs]) => IDs.length > 0)
  return {
    name: form.name.trim(),
    description: form.description,
    ...Object.fromEntries(flags.map((flag) => [flag, form[flag]])),
    ...Object.fromEntries(given),
    rights: rightsTree(form.rights, [...known]),
  }
}

/** Only what was changed, down to the single right. */
export function toModify(form: RoleForm, before: Role): ModifyRole {
  const was = formOf(before)
  const wasLists = listsOf(was)
  const now = listsOf(form)
  const name = form.name.trim()
  const changedRights = differing(form.rights, was.rights)
  return {
    ...(name !== was.name && { name }),
    ...(form.description !== was.description && { description: form.description }),
    ...Object.fromEntries(flags.filter((flag) => form[flag] !== was[flag]).map((flag) => [flag, form[flag]])),
    ...Object.fromEntries(
      lists.filter((list) => now[list].join() !== wasLists[list].join()).map((list) => [list, now[list]]),
    ),
    ...(changedRights.length > 0 && { rights: rightsTree(form.rights, changedRights) }),
  }
}

/** What New begins with when it begins as another role. */
export const duplicateOf = (role: Role): RoleForm => ({ ...formOf(role), name: '' })

/** What this manager knows of the tree: an older one lacks some of it, and only the hosted service has the rest. */
export function knownRights(roles: readonly Pick<Role, 'rights'>[]): Rights {
  const said = roles.flatMap(({ rights }) =>
    rightPaths.filter((path) => {
      const [module = '', feature = '', leaf = ''] = path.split('.')
      return rights[module]?.[feature]?.[leaf] !== undefined
    }),
  )
  return new Set(said.length === 0 ? rightPaths : said)
}
