/** What roles let their holders do, said a second time and differently: as sets of single powers. Only tests use it. */
export interface ModelRole {
  readonly rights: readonly string[]
  readonly allComputers: boolean
  readonly allPolicies: boolean
  readonly computerIDs: readonly number[]
  readonly computerGroupIDs: readonly number[]
  readonly policyIDs: readonly number[]
  readonly allowUserInterface: boolean
  readonly allowWebService: boolean
  readonly canOnlyManipulateUsersWithEqualOrLesserRights: boolean
}

export interface ModelPrincipal {
  readonly kind: 'administrator' | 'api-key'
  readonly roleID: number
  readonly active: boolean
  /** 0 for never. */
  readonly expiryDate: number
}

type Changes = Partial<Pick<ModelPrincipal, 'roleID' | 'active' | 'expiryDate'>> & { readonly password?: string }

export type Operation =
  | { readonly what: 'create principal'; readonly kind: ModelPrincipal['kind']; readonly roleID: number }
  | { readonly what: 'modify principal'; readonly ID: number; readonly changes: Changes }
  | { readonly what: 'remove principal'; readonly ID: number }
  | { readonly what: 'replace secret'; readonly ID: number }
  | { readonly what: 'create role'; readonly role: ModelRole }
  | { readonly what: 'modify role'; readonly ID: number; readonly changes: Partial<ModelRole> }
  | { readonly what: 'remove role'; readonly ID: number }

export const keyRight = (name: string) => `platformRights.apikeyRights.can${name}`
export const userRight = (name: string) => `platformRights.administratorRights.can${name}`
export const roleRight = (name: string) => `platformRights.administratorRoleRights.can${name}`
const changing = [
  keyRight('EditApiKeyProperties'),
  keyRight('DeleteApiKeys'),
  userRight('EditAdministratorProperties'),
  userRight('DeleteAdministrators'),
]
const fullAccess = 1
const world = [0, 1, 2, 'any other']

function powers(role: ModelRole): Set<string> {
  const objects = (kind: string, all: boolean, IDs: readonly number[]) =>
    (all ? world : IDs).map((ID) => `${kind} ${ID}`)
  return new Set([
    ...role.rights,
    ...objects('computer', role.allComputers, role.computerIDs),
    ...objects('group', role.allComputers, role.computerGroupIDs),
    ...objects('policy', role.allPolicies, role.policyIDs),
    ...(role.allowUserInterface ? ['user interface'] : []),
    ...(role.allowWebService ? ['web service'] : []),
    ...(!role.canOnlyManipulateUsersWithEqualOrLesserRights && changing.some((right) => role.rights.includes(right))
      ? ['change whoever may do more']
      : []),
  ])
}

export function createRightsModel(roles: Map<number, ModelRole>, principals: Map<number, ModelPrincipal>) {
  const roleOf = (ID: number): ModelRole => {
    const role = roles.get(ID)
    if (role === undefined) throw new Error(`The model has no role ${ID}.`)
    return role
  }
  const isWithin = (part: ModelRole, whole: ModelRole) => [...powers(part)].every((power) => powers(whole).has(power))
  const leavesNobody = (after: Map<number, ModelPrincipal>) =>
    ![...after.values()].some(({ kind, roleID, active }) => kind === 'administrator' && roleID === fullAccess && active)

  /** The status that is due; what follows is for whoever performs it to apply. */
  function statusOf(actorID: number, operation: Operation): 200 | 400 | 403 | 404 {
    const actor = roleOf(principals.get(actorID)?.roleID ?? 0)
    const may = (right: string) => actor.rights.includes(right)
    const mayGive = (roleID: number) => isWithin(roleOf(roleID), actor)
    const target = 'ID' in operation ? principals.get(operation.ID) : undefined
    const isKey = (operation.what === 'create principal' ? operation.kind : target?.kind) === 'api-key'
    const protects = (roleID: number) => actor.canOnlyManipulateUsersWithEqualOrLesserRights && !mayGive(roleID)
    switch (operation.what) {
      case 'create principal':
        return may(isKey ? keyRight('CreateNewApiKeys') : userRight('CreateNewAdministrators')) &&
          mayGive(operation.roleID)
          ? 200
          : 403
      case 'replace secret':
        return target && may(keyRight('EditApiKeyProperties')) && mayGive(target.roleID) ? 200 : 403
      case 'remove principal': {
        if (target === undefined) return 404
        if (!may(isKey ? keyRight('DeleteApiKeys') : userRight('DeleteAdministrators'))) return 403
        if (protects(target.roleID)) return 403
        if (isKey) return 200
        const after = new Map([...principals].filter(([ID]) => ID !== operation.ID))
        return operation.ID === actorID || (isFull(target) && leavesNobody(after)) ? 400 : 200
      }
      case 'modify principal': {
        const { changes, ID } = operation
        if (target === undefined) return 404
        if (!may(isKey ? keyRight('EditApiKeyProperties') : userRight('EditAdministratorProperties'))) return 403
        if (protects(target.roleID)) return 403
        const after = { ...target, ...changes }
        if (ID === actorID && !isKey && target.active && !after.active) return 400
        const unlocks = after.active && !target.active
        const prolongs = target.expiryDate !== 0 && (after.expiryDate === 0 || after.expiryDate > target.expiryDate)
        const moves = after.roleID !== target.roleID
        if (isKey && (unlocks || prolongs || moves) && !mayGive(after.roleID)) return 403
        if (!isKey && (unlocks || changes.password !== undefined) && !mayGive(target.roleID)) return 403
        if (!isKey && moves && !mayGive(after.roleID)) return 403
        return isFull(target) && leavesNobody(new Map(principals).set(ID, after)) ? 400 : 200
      }
      case 'create role':
        return may(roleRight('CreateNewAdministratorRoles')) && isWithin(operation.role, actor) ? 200 : 403
      case 'modify role': {
        if (!may(roleRight('EditAdministratorRoleProperties'))) return 403
        if (operation.ID === fullAccess) return 400
        const before = roleOf(operation.ID)
        return isWithin(before, actor) && isWithin({ ...before, ...operation.changes }, actor) ? 200 : 403
      }
      case 'remove role':
        if (!may(roleRight('DeleteAdministratorRoles'))) return 403
        return operation.ID === fullAccess || [...principals.values()].some(({ roleID }) => roleID === operation.ID)
          ? 400
          : 200
    }
  }

  return {
    roles,
    principals,
    statusOf,
    /** What must hold at every moment. */
    hasFullAdministrator: () => !leavesNobody(principals),
  }
}
export type RightsModel = ReturnType<typeof createRightsModel>

const isFull = ({ kind, roleID, active }: ModelPrincipal) => kind === 'administrator' && roleID === fullAccess && active
