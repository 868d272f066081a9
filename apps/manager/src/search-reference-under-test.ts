import type { ApiKey, Comparison, SearchCriterion } from '@latchkey/contract'

export type SearchedKey = ApiKey

const compare: Readonly<Record<Comparison, (a: number, b: number) => boolean>> = {
  'less-than': (a, b) => a < b,
  'less-than-or-equal': (a, b) => a <= b,
  equal: (a, b) => a === b,
  'greater-than-or-equal': (a, b) => a >= b,
  'greater-than': (a, b) => a > b,
  'not-equal': (a, b) => a !== b,
}

/** The search as the fact sheet reads, one key after the other. */
export function holds(criterion: SearchCriterion, key: SearchedKey): boolean {
  const { idValue, idTest = 'equal', fieldName } = criterion
  if (idValue !== undefined && !compare[idTest](key.ID, idValue)) return false
  if (fieldName === undefined) return true
  const value: unknown = Object.entries(key).find(([name]) => name === fieldName)?.[1]
  const { nullTest, booleanTest, numericValue, numericTest = 'equal' } = criterion
  if (nullTest !== undefined && nullTest !== (value === undefined)) return false
  if (booleanTest !== undefined && value !== booleanTest) return false
  if (numericValue !== undefined && !(typeof value === 'number' && compare[numericTest](value, numericValue)))
    return false
  return matchesText(criterion, value) && isWithin(criterion, value)
}

function matchesText({ stringValue, stringTest, stringWildcards = true }: SearchCriterion, value: unknown): boolean {
  if (stringValue === undefined) return true
  const [text, wanted] = [fold(String(value)), fold(stringValue)]
  const matches =
    stringWildcards && /[%_]/.test(wanted)
      ? matchesPattern(Array.from(oneSigma(text)), Array.from(oneSigma(wanted)))
      : text === wanted
  return matches === (stringTest !== 'not-equal')
}

const fold = (text: string) => text.normalize('NFC').toLowerCase()
const oneSigma = (text: string) => text.replaceAll('ς', 'σ')

function matchesPattern(text: readonly string[], [first, ...rest]: readonly string[]): boolean {
  if (first === undefined) return text.length === 0
  if (first === '%') return text.some((_, from) => matchesPattern(text.slice(from), rest)) || matchesPattern([], rest)
  return text.length > 0 && (first === '_' || first === text[0]) && matchesPattern(text.slice(1), rest)
}

function isWithin(criterion: SearchCriterion, value: unknown): boolean {
  const { firstDateValue, firstDateInclusive = true, lastDateValue, lastDateInclusive = true } = criterion
  if (firstDateValue === undefined && lastDateValue === undefined) return true
  if (typeof value !== 'number') return false
  const first = firstDateValue === undefined || (firstDateInclusive ? value >= firstDateValue : value > firstDateValue)
  const last = lastDateValue === undefined || (lastDateInclusive ? value <= lastDateValue : value < lastDateValue)
  return first && last
}
