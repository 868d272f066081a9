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
  /** Its holders may change only users and keys that may do no more than themselves. */
  readonly onlyEqualOrLesser: boolean
}

const changesOthers: readonly RightPath[] = [
  'platformRights.administratorRights.canEditAdministratorProperties',
  'platformRights.administratorRights.canDeleteAdministrators',
  'platformRights.apikeyRights.canEditApiKeyProperties',
  'platformRights.apikeyRights.canDeleteApiKeys',
]
const mayChangeAnyone = ({ onlyEqualOrLesser, rights }: HeldRole): boolean =>
  !onlyEqualOrLesser && changesOthers.some((right) => rights.has(right))

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
    (actor.allowWebService || !granted.allowWebService) &&
    (!actor.onlyEqualOrLesser || !mayChangeAnyone(granted))
  )
}

/** For every change of a user or key, its deletion included. */
export function requireManageable(actor: HeldRole, target: HeldRole): void {
  if (!actor.onlyEqualOrLesser || mayGrant(actor, target)) return
  throw new Refusal(
    403,
    `Not authorized to change holders of the role "${target.name}": it may do more than you, and your role allows only users with equal or lesser rights.`,
    { reason: 'no-right' },
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
