import { rightPaths, rightsTree, type RightPath } from '@latchkey/contract/rights'
import type { Role } from '@latchkey/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Rights } from './feature-level.ts'
import {
  duplicateOf,
  emptyRole,
  faultsOf,
  formOf,
  IDsIn,
  knownRights,
  rightsHeld,
  toCreate,
  toModify,
} from './role-form.ts'

const all: Rights = new Set(rightPaths)
const someRights = fc.subarray([...rightPaths]).map((paths): Rights => new Set(paths))

const roleWith = (rights: Rights, more: Partial<Role> = {}): Role => ({
  ID: 7,
  name: 'Helpdesk',
  description: 'Unlocks people',
  urn: '',
  immutable: false,
  canOnlyManipulateUsersWithEqualOrLesserRights: false,
  allComputers: true,
  allPolicies: true,
  allowUserInterface: true,
  allowWebService: true,
  rights: rightsTree(rights),
  ...more,
})

describe('a role in the editor', () => {
  test('that was not touched sends nothing', () => {
    fc.assert(
      fc.property(someRights, (rights) => {
        expect(toModify(formOf(roleWith(rights)), roleWith(rights))).toEqual({})
      }),
    )
  })

  test('sends exactly the rights that changed, and they lead from the one to the other', () => {
    fc.assert(
      fc.property(someRights, someRights, (before, after) => {
        const role = roleWith(before)
        const { rights = {}, ...rest } = toModify({ ...formOf(role), rights: after }, role)
        expect(rest).toEqual({})
        const sent = rightPaths.filter((path) => leafOf(rights, path) !== undefined)
        expect(sent).toEqual(rightPaths.filter((path) => before.has(path) !== after.has(path)))
        for (const path of sent) expect(leafOf(rights, path)).toBe(after.has(path))
      }),
    )
  })

  test('that is new says every right this manager knows, so that none is left to its defaults', () => {
    fc.assert(
      fc.property(someRights, someRights, (rights, known) => {
        const { rights: sent = {} } = toCreate({ ...emptyRole, name: 'New', rights }, known)
        for (const path of rightPaths) expect(leafOf(sent, path)).toBe(known.has(path) ? rights.has(path) : undefined)
      }),
    )
  })

  test('sends a list of IDs only where not all are meant', () => {
    const role = roleWith(new Set())
    expect(toModify({ ...formOf(role), computerIDs: '4, 2' }, role)).toEqual({})
    expect(toModify({ ...formOf(role), allComputers: false, computerIDs: '4, 2 4' }, role)).toEqual({
      allComputers: false,
      computerIDs: [4, 2],
    })
    const selected = roleWith(new Set(), { allPolicies: false, policyIDs: [5] })
    expect(toModify({ ...formOf(selected), allPolicies: true }, selected)).toEqual({ allPolicies: true, policyIDs: [] })
  })

  test('needs a name, and numbers where IDs belong', () => {
    expect(faultsOf({ ...emptyRole, name: ' ' })).toEqual({ name: 'nameGiven' })
    expect(faultsOf({ ...emptyRole, name: 'a', allPolicies: false, policyIDs: 'web' })).toEqual({
      policyIDs: 'notNumbers',
    })
    expect(IDsIn('1、2，3')).toEqual([1, 2, 3])
  })

  test('a duplicate has all but the name', () => {
    const { name, rights } = duplicateOf(roleWith(all))
    expect(name).toBe('')
    expect(rights).toEqual(all)
  })

  test('a manager knows the rights it answers, whatever ours are', () => {
    const some: readonly RightPath[] = rightPaths.slice(0, 20)
    expect(knownRights([{ rights: rightsTree(new Set(), some) }])).toEqual(new Set(some))
    expect(knownRights([])).toEqual(all)
    expect(rightsHeld({ rights: { newModule: { newRights: { canWonder: true } } } })).toEqual(new Set())
  })
})

function leafOf(tree: NonNullable<ReturnType<typeof toModify>['rights']>, path: RightPath): boolean | undefined {
  const [module = '', feature = '', leaf = ''] = path.split('.')
  return tree[module]?.[feature]?.[leaf]
}
