import { rightPaths, rightsTree } from '@latchkey/contract/rights'
import { describe, expect, test } from 'vitest'
import { beyond, type Grantable } from './grants.ts'

const all = new Set<string>(rightPaths)
const viewKeys = new Set(['platformRights.apikeyRights.canViewApiKeys'])
const roleWith = (held: ReadonlySet<string>, more: Partial<Grantable> = {}): Grantable => ({
  allComputers: true,
  allPolicies: true,
  allowUserInterface: true,
  allowWebService: true,
  rights: rightsTree(held),
  ...more,
})

describe('nobody gives what they do not hold', () => {
  test.each([
    ['a right', roleWith(viewKeys), roleWith(all), rightPaths[0]],
    ['the API', roleWith(all, { allowWebService: false }), roleWith(viewKeys), 'allowWebService'],
    ['the console', roleWith(all, { allowUserInterface: false }), roleWith(viewKeys), 'allowUserInterface'],
    [
      'another computer',
      roleWith(all, { allComputers: false, computerIDs: [1] }),
      roleWith(viewKeys, { allComputers: false, computerIDs: [2] }),
      'allComputers',
    ],
    [
      'another group',
      roleWith(all, { allComputers: false, computerGroupIDs: [1] }),
      roleWith(viewKeys, { allComputers: false, computerGroupIDs: [0] }),
      'allComputers',
    ],
    ['all policies', roleWith(all, { allPolicies: false, policyIDs: [4] }), roleWith(viewKeys), 'allPolicies'],
  ])('not %s', (_, granter, role, first) => {
    expect(beyond(granter, role)[0]).toBe(first)
  })

  test('what they hold they may give', () => {
    expect(beyond(roleWith(viewKeys), roleWith(viewKeys))).toEqual([])
    const some = { allComputers: false, computerIDs: [1, 2], allPolicies: false, policyIDs: [7] }
    expect(beyond(roleWith(all, some), roleWith(viewKeys, { ...some, computerIDs: [2] }))).toEqual([])
  })

  test('of whom nothing is known nothing is said', () => {
    expect(beyond(undefined, roleWith(all))).toEqual([])
  })
})
