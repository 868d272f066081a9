import { rightPaths } from '@latchkey/contract'
import {
  keyRight,
  roleRight,
  userRight,
  type ModelRole,
  type Operation,
  type RightsModel,
} from './rights-model-under-test.ts'

// The rights that decide here, and two that only are there to be granted.
const leaves = [
  ...['CreateNewApiKeys', 'EditApiKeyProperties', 'DeleteApiKeys', 'ViewApiKeys'].map(keyRight),
  ...['CreateNewAdministrators', 'EditAdministratorProperties', 'DeleteAdministrators'].map(userRight),
  ...['CreateNewAdministratorRoles', 'EditAdministratorRoleProperties', 'DeleteAdministratorRoles'].map(roleRight),
  'platformRights.licenseRights.canViewLicense',
]
const kinds = ['administrator', 'api-key'] as const
const principalsMax = 40
const rolesMax = 15

/** Random changes; the same seed makes the same ones. Only tests use it. */
export function createGenerator(seed: number, now: number) {
  let state = seed
  function below(max: number): number {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return Math.floor((state / 0x80000000) * max)
  }
  const chance = (percent: number) => below(100) < percent
  function oneOf<Item>(items: readonly Item[]): Item {
    const item = items[below(items.length)]
    if (item === undefined) throw new Error('There is nothing to choose from.')
    return item
  }
  const some = <Item>(items: readonly Item[], percent: number) => items.filter(() => chance(percent))

  function role(): ModelRole {
    const percent = oneOf([30, 60, 90])
    return {
      rights: chance(10) ? rightPaths : some(leaves, percent),
      allComputers: chance(percent),
      allPolicies: chance(percent),
      computerIDs: some([0, 1, 2], percent),
      computerGroupIDs: some([0, 1, 2], percent),
      policyIDs: some([0, 1, 2], percent),
      allowUserInterface: chance(90),
      allowWebService: chance(90),
      canOnlyManipulateUsersWithEqualOrLesserRights: chance(30),
    }
  }

  function changesOf(isKey: boolean, roleIDs: readonly number[]) {
    return {
      ...(chance(40) && { roleID: oneOf(roleIDs) }),
      ...(chance(50) && { active: chance(60) }),
      ...(isKey && chance(40) && { expiryDate: oneOf([0, now + 3, now + 5, now + 9]) }),
      ...(!isKey && chance(30) && { password: 'another pass phrase' }),
    }
  }

  return {
    /** Who is locked out does nothing; who may do everything, and whoever may do little, come as often. */
    actor({ principals, roles }: RightsModel): number {
      const active = [...principals].filter(([, { active: isActive }]) => isActive)
      const mighty = active.filter(([, { roleID }]) => (roles.get(roleID)?.rights.length ?? 0) > leaves.length)
      return oneOf(mighty.length > 0 && chance(40) ? mighty : active)[0]
    },
    operation({ principals, roles }: RightsModel): Operation {
      const roleIDs = [...roles.keys()]
      const IDs = [...principals.keys()]
      const keys = IDs.filter((ID) => principals.get(ID)?.kind === 'api-key')
      if (roles.size < 3) return { what: 'create role', role: role() }
      if (keys.length < 2) return { what: 'create principal', kind: 'api-key', roleID: oneOf(roleIDs) }
      const target = oneOf(IDs)
      const choices: readonly (() => Operation)[] = [
        () => ({ what: 'create principal', kind: oneOf(kinds), roleID: oneOf(roleIDs) }),
        () => ({
          what: 'modify principal',
          ID: target,
          changes: changesOf(principals.get(target)?.kind === 'api-key', roleIDs),
        }),
        () => ({ what: 'replace secret', ID: oneOf(keys) }),
        () => ({ what: 'create role', role: role() }),
        () => ({ what: 'modify role', ID: oneOf(roleIDs), changes: role() }),
        () => ({ what: 'remove principal', ID: target }),
        () => ({ what: 'remove role', ID: oneOf(roleIDs) }),
      ]
      if (principals.size > principalsMax) return { what: 'remove principal', ID: target }
      if (roles.size > rolesMax) return { what: 'remove role', ID: oneOf(roleIDs) }
      return oneOf([...choices, ...choices.slice(0, 2), ...choices.slice(1, 3), ...choices.slice(1, 2)])()
    },
  }
}
