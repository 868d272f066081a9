import { Refusal, type RightPath } from '@latchkey/contract'

export const fullAccessRoleID = 1

/** What of a role decides. */
export interface HeldRole {
  readonly ID: number
  readonly name: string
  readonly rights: ReadonlySet<string>
  readonly allComputers: boolean
  readonly allPolicies: boolean
  readonly computerIDs: readonly number[]
  readonly computerGroupIDs: readonly number[]
  readonly policyIDs: readonly number[]
  readonly allowUserInterface: boolean
  readonly allowWebService: boolean
}

const within = (part: readonly number[], whole: readonly number[]) => part.every((ID) => whole.includes(ID))

/** Nobody grants what they do not hold: every right, every object, and both ways in. */
export function mayGrant(actor: HeldRole, granted: HeldRole): boolean {
  return (
    [...granted.rights].every((right) => actor.rights.has(right)) &&
    (actor.allComputers ||
      (!granted.allComputers &&
        within(granted.computerIDs, actor.computerIDs) &&
        within(granted.computerGroupIDs, actor.computerGroupIDs))) &&
    (actor.allPolicies || (!granted.allPolicies && within(granted.policyIDs, actor.policyIDs))) &&
    (actor.allowUserInterface || !granted.allowUserInterface) &&
    (actor.allowWebService || !granted.allowWebService)
  )
}

export function requireGrant(actor: HeldRole, granted: HeldRole): void {
  if (mayGrant(actor, granted)) return
  const lacking = [...granted.rights].find((right) => !actor.rights.has(right)) as RightPath | undefined
  throw new Refusal(
    403,
    `Not authorized to grant the role "${granted.name}": it may do more than you${lacking ? ` (${lacking})` : ''}.`,
    { reason: 'no-right' },
  )
}
