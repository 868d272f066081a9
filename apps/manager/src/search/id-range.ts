import type { Comparison, SearchCriterion } from '@latchkey/contract'

/** All that is asked for lies between these two, both left out. */
export interface IDRange {
  readonly above: number
  readonly below: number
}

const everything: IDRange = { above: -1, below: Number.MAX_SAFE_INTEGER }
const rangeOf: Readonly<Record<Comparison, (ID: number) => Partial<IDRange>>> = {
  'less-than': (ID) => ({ below: ID }),
  'less-than-or-equal': (ID) => ({ below: ID + 1 }),
  equal: (ID) => ({ above: ID - 1, below: ID + 1 }),
  'greater-than-or-equal': (ID) => ({ above: ID - 1 }),
  'greater-than': (ID) => ({ above: ID }),
  'not-equal': () => ({}),
}

/** Pages are asked for by ID: whoever reads on deep in a list does not wait for what lies before. */
export function idRangeOf(criteria: readonly SearchCriterion[]): IDRange {
  let { above, below } = everything
  for (const { idValue, idTest = 'equal' } of criteria) {
    if (idValue === undefined) continue
    const range = rangeOf[idTest](idValue)
    above = Math.max(above, range.above ?? above)
    below = Math.min(below, range.below ?? below)
  }
  return { above, below }
}
