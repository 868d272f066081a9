import { z } from 'zod'
import { withoutNulls, wireCount, wireFlag, wireInteger, mended, mendedOrNone } from './scalars.ts'

export const pageSizeMax = 5000
export const searchCriteriaMax = 50

const comparison = z.enum([
  'less-than',
  'less-than-or-equal',
  'equal',
  'greater-than-or-equal',
  'greater-than',
  'not-equal',
])
const equality = z.enum(['equal', 'not-equal'])

export const searchCriterionSchema = mended(
  withoutNulls,
  z.object({
    fieldName: z.string().max(100).optional(),
    booleanTest: wireFlag.optional(),
    numericTest: comparison.optional(),
    numericValue: z.union([z.number(), wireInteger]).optional(),
    stringTest: equality.optional(),
    stringValue: z.string().max(255).optional(),
    stringWildcards: wireFlag.optional(),
    choiceTest: equality.optional(),
    choiceValue: z.string().max(255).optional(),
    firstDateValue: wireInteger.optional(),
    firstDateInclusive: wireFlag.optional(),
    lastDateValue: wireInteger.optional(),
    lastDateInclusive: wireFlag.optional(),
    nullTest: wireFlag.optional(),
    idTest: comparison.optional(),
    idValue: wireInteger.optional(),
  }),
)
export type SearchCriterion = z.infer<typeof searchCriterionSchema>
export type Comparison = z.infer<typeof comparison>

// One production client writes these names in snake case.
const aliases: Readonly<Record<string, string>> = {
  max_items: 'maxItems',
  search_criteria: 'searchCriteria',
  sort_by_object_id: 'sortByObjectID',
}
export const withSearchAliases = (body: unknown): unknown => {
  const plain = withoutNulls(body ?? {})
  return plain !== null && typeof plain === 'object' && !Array.isArray(plain)
    ? Object.fromEntries(Object.entries(plain).map(([name, value]) => [aliases[name] ?? name, value]))
    : plain
}

export const searchFilterSchema = mendedOrNone(
  withSearchAliases,
  z.object({
    maxItems: wireCount
      .transform((count) => (count === 0 ? pageSizeMax : Math.min(count, pageSizeMax)))
      .prefault(pageSizeMax),
    // Two official samples send one criterion where an array is meant.
    searchCriteria: z
      .union([z.array(searchCriterionSchema).max(searchCriteriaMax), searchCriterionSchema.transform((one) => [one])])
      .prefault([]),
    sortByObjectID: wireFlag.prefault(false),
  }),
)
export type SearchFilter = z.output<typeof searchFilterSchema>
