import type { RightPath } from '@latchkey/contract/rights'
import { withLevel, type Rights } from './feature-level.ts'
import { rightsOf, tabFeatures } from './rights-catalog.ts'

/** The four choices of the tab User Rights. */
export const userRightsChoices = ['own', 'lesser', 'full', 'custom'] as const
export type UserRightsChoice = (typeof userRightsChoices)[number]

export interface UserRights {
  readonly rights: Rights
  readonly onlyEqualOrLesser: boolean
}

export const userRights = [...rightsOf(tabFeatures.users), ...rightsOf(tabFeatures.roles)]
const paths: readonly RightPath[] = userRights.map(({ path }) => path)

export function choiceOf({ rights, onlyEqualOrLesser }: UserRights): UserRightsChoice {
  if (paths.every((path) => rights.has(path))) return onlyEqualOrLesser ? 'lesser' : 'full'
  return paths.some((path) => rights.has(path)) || onlyEqualOrLesser ? 'custom' : 'own'
}

export function withChoice(before: UserRights, choice: UserRightsChoice): UserRights {
  if (choice === 'custom') return before
  return {
    rights: withLevel(userRights, before.rights, choice === 'own' ? 'hide' : 'full'),
    onlyEqualOrLesser: choice === 'lesser',
  }
}
