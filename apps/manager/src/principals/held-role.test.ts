import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mayGrant, requireGrant, requireManageable, type HeldRole } from './held-role.ts'

const few = fc.uniqueArray(fc.integer({ min: 0, max: 3 }), { maxLength: 3 })
const unlock = 'platformRights.apikeyRights.canEditApiKeyProperties'
const role: fc.Arbitrary<HeldRole> = fc.record({
  ID: fc.integer(),
  name: fc.string(),
  rights: fc.uniqueArray(fc.constantFrom('a', 'b', unlock)).map((held) => new Set(held)),
  allComputers: fc.boolean(),
  allPolicies: fc.boolean(),
  computerIDs: few,
  computerGroupIDs: few,
  policyIDs: few,
  allowUserInterface: fc.boolean(),
  allowWebService: fc.boolean(),
  onlyEqualOrLesser: fc.boolean(),
})

/** The reference: everything a role lets its holder do, one item each, in a world of four objects of a kind and one more. */
function powers(held: HeldRole): Set<string> {
  const world = [0, 1, 2, 3, 'any other']
  const objects = (kind: string, all: boolean, IDs: readonly number[]) =>
    (all ? world : IDs).map((ID) => `${kind} ${ID}`)
  return new Set([
    ...[...held.rights].map((right) => `right ${right}`),
    ...objects('computer', held.allComputers, held.computerIDs),
    ...objects('group', held.allComputers, held.computerGroupIDs),
    ...objects('policy', held.allPolicies, held.policyIDs),
    ...(held.allowUserInterface ? ['interface'] : []),
    ...(held.allowWebService ? ['service'] : []),
    ...(held.rights.has(unlock) && !held.onlyEqualOrLesser ? ['those who may do more'] : []),
  ])
}

test('one may grant exactly what one holds', () => {
  fc.assert(
    fc.property(role, role, (actor, granted) => {
      const held = powers(actor)
      expect(mayGrant(actor, granted)).toBe([...powers(granted)].every((power) => held.has(power)))
    }),
    { numRuns: 20_000 },
  )
})

test('granting is reflexive and transitive, and its refusal is a lack of rights', () => {
  fc.assert(
    fc.property(role, role, role, (first, second, third) => {
      expect(mayGrant(first, first)).toBe(true)
      if (mayGrant(first, second) && mayGrant(second, third)) expect(mayGrant(first, third)).toBe(true)
      if (!mayGrant(first, second))
        expect(() => requireGrant(first, second)).toThrow(expect.objectContaining({ status: 403, reason: 'no-right' }))
    }),
    { numRuns: 5_000 },
  )
})

test('one may change whoever may do no more, and anyone else unless the own role forbids it', () => {
  fc.assert(
    fc.property(role, role, (actor, target) => {
      const change = () => requireManageable(actor, target)
      if (actor.onlyEqualOrLesser && !mayGrant(actor, target))
        expect(change).toThrow(expect.objectContaining({ status: 403, reason: 'no-right' }))
      else expect(change).not.toThrow()
    }),
    { numRuns: 5_000 },
  )
})
