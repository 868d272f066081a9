import type { Role } from '@latchkey/contract'
import { heldRights } from '@latchkey/contract/rights'

/** What of a role decides whether somebody may give it. */
export type Grantable = Pick<
  Role,
  | 'rights'
  | 'allComputers'
  | 'allPolicies'
  | 'computerIDs'
  | 'computerGroupIDs'
  | 'policyIDs'
  | 'allowUserInterface'
  | 'allowWebService'
>

/**
 * Everything of a role that goes beyond one's own: with any of it one can neither give nor edit the role.
 * Where the manager does not tell people their own role nothing is known to: then it alone decides.
 */
export function beyond(granter: Grantable | undefined, role: Grantable): readonly string[] {
  if (granter === undefined) return []
  const held = heldRights(granter.rights)
  const within = (part: readonly number[] = [], whole: readonly number[] = []) => part.every((ID) => whole.includes(ID))
  const seesAll =
    granter.allComputers ||
    (!role.allComputers &&
      within(role.computerIDs, granter.computerIDs) &&
      within(role.computerGroupIDs, granter.computerGroupIDs))
  const readsAll = granter.allPolicies || (!role.allPolicies && within(role.policyIDs, granter.policyIDs))
  return [
    ...[...heldRights(role.rights)].filter((path) => !held.has(path)),
    ...(seesAll ? [] : ['allComputers']),
    ...(readsAll ? [] : ['allPolicies']),
    ...(role.allowUserInterface && !granter.allowUserInterface ? ['allowUserInterface'] : []),
    ...(role.allowWebService && !granter.allowWebService ? ['allowWebService'] : []),
  ]
}
