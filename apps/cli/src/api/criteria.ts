import type { SearchCriterion } from '@latchkey/contract'
import { printable } from '../settings.ts'
import { UsageError } from '../stop.ts'
import type { Field } from './fields.ts'
import { readBody, type Given } from './input.ts'
import { valueOf } from './values.ts'

const numericTests = {
  '=': 'equal',
  '!=': 'not-equal',
  '<': 'less-than',
  '<=': 'less-than-or-equal',
  '>': 'greater-than',
  '>=': 'greater-than-or-equal',
} as const
type Operator = keyof typeof numericTests
const isOperator = (text: string): text is Operator => Object.hasOwn(numericTests, text)

export interface SearchFilter {
  readonly criteria: readonly unknown[]
  readonly maxItems?: number
  readonly newestFirst?: boolean
}

/** Either tests, or a search filter in a file as the API takes it. */
export function filterOf({ tests, body }: Pick<Given, 'tests' | 'body'>, fields: readonly Field[]): SearchFilter {
  if (body === undefined) return { criteria: tests.map((test) => criterionOf(test, fields)) }
  if (tests.length > 0) throw new UsageError('Give tests, or --body FILE with searchCriteria, but not both.')
  const { searchCriteria = [], maxItems, newestFirst } = readBody(body)
  if (maxItems !== undefined && !Number.isSafeInteger(maxItems))
    throw new UsageError(`maxItems in the file ${body} of --body must be a whole number.`)
  return {
    criteria: Array.isArray(searchCriteria) ? searchCriteria : [searchCriteria],
    ...(maxItems !== undefined && { maxItems: Number(maxItems) }),
    newestFirst: newestFirst === true,
  }
}

const shape = /^(\w+)(!=|<=|>=|=|<|>)(.*)$/s

/** "keyName=ci%" as the manager's search takes it, by what kind of field it is in an answer. */
function criterionOf(test: string, fields: readonly Field[]): SearchCriterion {
  const [, fieldName = '', operator = '', value = ''] = shape.exec(test) ?? []
  const field = fields.find(({ name }) => name === fieldName && searchable(fields).includes(name))
  if (!isOperator(operator))
    throw new UsageError(
      `"${printable(test)}" is no test; one is FIELD=VALUE, and besides = there are !=, <, <=, > and >=.`,
    )
  if (!field)
    throw new UsageError(
      `"${printable(fieldName)}" is no field to search by; there are ${searchable(fields).join(', ')}.`,
    )
  return testOf(field, operator, value)
}

// The public API answers these, and has no search by them.
const answeredOnly: ReadonlySet<string> = new Set(['locale', 'urn', 'immutable', 'UTCOffset'])

/** Rights and lists are not searched by. */
export const searchable = (fields: readonly Field[]): readonly string[] =>
  fields
    .filter(({ name, kind }) => kind !== 'structure' && kind !== 'list' && !answeredOnly.has(name))
    .map(({ name }) => name)

function testOf(field: Field, operator: Operator, text: string): SearchCriterion {
  const { name: fieldName, kind } = field
  const isEqual = operator === '='
  if (kind === 'number' || kind === 'moment' || isEqual || operator === '!=') {
    // Nothing after the sign: whatever was never set, such as a sign-in that never was.
    if (text === '' && kind !== 'text') return { fieldName, nullTest: isEqual }
    const value = valueOf(field, text, fieldName)
    if (fieldName === 'ID') return { idTest: numericTests[operator], idValue: Number(value) }
    if (kind === 'number') return { fieldName, numericTest: numericTests[operator], numericValue: Number(value) }
    if (kind === 'moment') return dateTest(fieldName, operator, Number(value))
    if (kind === 'flag') return { fieldName, booleanTest: value === isEqual }
    const test = isEqual ? 'equal' : 'not-equal'
    if (kind === 'choice') return { fieldName, choiceTest: test, choiceValue: text }
    // An underscore stands for any character too, so it is one only where a % says that a pattern is meant.
    return { fieldName, stringTest: test, stringValue: text, stringWildcards: text.includes('%') }
  }
  throw new UsageError(`${fieldName} can be tested with = and != only.`)
}

function dateTest(fieldName: string, operator: Operator, ms: number): SearchCriterion {
  switch (operator) {
    case '=':
      return { fieldName, firstDateValue: ms, lastDateValue: ms }
    case '>':
    case '>=':
      return { fieldName, firstDateValue: ms, firstDateInclusive: operator === '>=' }
    case '<':
    case '<=':
      return { fieldName, lastDateValue: ms, lastDateInclusive: operator === '<=' }
    case '!=':
      throw new UsageError(`${fieldName} can be tested with =, <, <=, > and >=; "${fieldName}!=" alone means any.`)
  }
}
