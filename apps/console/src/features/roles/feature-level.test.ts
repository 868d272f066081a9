import { rightPaths } from '@latchkey/contract/rights'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hasViewOnly, levelOf, levels, withLevel, type Rights } from './feature-level.ts'
import { catalog, features, otherFeatures, rightsOf } from './rights-catalog.ts'
import { choiceOf, userRights, userRightsChoices, withChoice } from './user-rights.ts'

const someRights = fc.subarray([...rightPaths]).map((paths): Rights => new Set(paths))
const someFeature = fc.constantFrom(...features)

describe('the catalog', () => {
  test('holds every right once, in a tab of its own or among the others', () => {
    expect(catalog.map(({ path }) => path)).toEqual(rightPaths)
    const inTabs = ['computerRights', 'policyRights', 'administratorRights', 'administratorRoleRights'] as const
    const placed = [...inTabs.flatMap(rightsOf), ...otherFeatures.flatMap(({ rights }) => rights)]
    expect(placed.map(({ path }) => path).toSorted()).toEqual(rightPaths.toSorted())
  })

  test('names no two rights of a feature alike', () => {
    for (const { name, rights } of features)
      expect(new Set(rights.map(({ label }) => JSON.stringify(label))).size, name).toBe(rights.length)
  })
})

describe('the level of a feature', () => {
  test('is what was chosen, and no other feature is touched', () => {
    fc.assert(
      fc.property(someFeature, someRights, fc.constantFrom(...levels), ({ rights }, held, level) => {
        const next = withLevel(rights, held, level)
        const wanted = level === 'custom' ? levelOf(rights, held) : level
        if (level !== 'view' || hasViewOnly(rights)) expect(levelOf(rights, next)).toBe(wanted)
        expect(levels).toContain(levelOf(rights, next))
        const own = new Set(rights.map(({ path }) => path))
        for (const path of rightPaths) if (!own.has(path)) expect(next.has(path)).toBe(held.has(path))
      }),
    )
  })

  test('View-Only of API keys is to see them and nothing else', () => {
    const row = rightsOf('apikeyRights')
    const next = withLevel(row, new Set(rightPaths), 'view')
    expect(row.filter(({ path }) => next.has(path)).map(({ path }) => path)).toEqual([
      'platformRights.apikeyRights.canViewApiKeys',
    ])
  })

  test('there is no View-Only where nothing can be seen alone, or nothing but seen', () => {
    expect(hasViewOnly(rightsOf('portListRights'))).toBe(false)
    expect(hasViewOnly(rightsOf('heapRights'))).toBe(false)
    expect(hasViewOnly(rightsOf('settingRights'))).toBe(true)
  })
})

describe('the four choices about users', () => {
  test('are told from the rights, and choosing one again changes nothing', () => {
    fc.assert(
      fc.property(
        someRights,
        fc.boolean(),
        fc.constantFrom(...userRightsChoices),
        (rights, onlyEqualOrLesser, choice) => {
          const next = withChoice({ rights, onlyEqualOrLesser }, choice)
          expect(choiceOf(next)).toBe(choice === 'custom' ? choiceOf({ rights, onlyEqualOrLesser }) : choice)
          expect(withChoice(next, choiceOf(next))).toEqual(next)
        },
      ),
    )
  })

  test('own is no right about users or roles at all', () => {
    const { rights } = withChoice({ rights: new Set(rightPaths), onlyEqualOrLesser: true }, 'own')
    expect(userRights.some(({ path }) => rights.has(path))).toBe(false)
    expect(rights.size).toBe(rightPaths.length - userRights.length)
  })
})
