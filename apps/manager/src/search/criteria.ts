import { Refusal, type Comparison, type SearchCriterion } from '@latchkey/contract'
import { sql, type Expression, type SqlBool } from 'kysely'
import { folded, withoutNul } from '../principals/folding.ts'

type FieldKind = 'boolean' | 'numeric' | 'string' | 'choice' | 'date'
interface SearchableField {
  readonly kind: FieldKind
  readonly column: string
  /** Texts of ours alone, which the database folds like we do; others have a column that is folded. */
  readonly ascii?: true
  /** Hardly two rows have the same, and an index finds them. */
  readonly finds?: true
  /** A flag that is off where nobody has set it. */
  readonly mayBeUnset?: true
  /** Of a choice that is kept as numbers. */
  readonly values?: Readonly<Record<string, number>>
}
/** What the product has and we never set. */
interface UnsetField {
  readonly kind: FieldKind
  readonly unset: true
}
/** Which property can be searched how, and in which column; everything else is refused. */
export type SearchableFields = Readonly<Record<string, SearchableField | UnsetField>>

const wildcardsMax = 10
const operators: Readonly<Record<Comparison, string>> = {
  'less-than': '<',
  'less-than-or-equal': '<=',
  equal: '=',
  'greater-than-or-equal': '>=',
  'greater-than': '>',
  'not-equal': '<>',
}

/** Every condition of every criterion must hold. */
export function conditionsOf(criteria: readonly SearchCriterion[], fields: SearchableFields): Expression<SqlBool>[] {
  return criteria.flatMap((criterion) => [...idCondition(criterion), ...fieldConditions(criterion, fields)])
}

/** Whether many rows may have to be looked at for each that is found. */
export const looksThrough = (criteria: readonly SearchCriterion[], fields: SearchableFields): boolean =>
  criteria.some(({ fieldName = '' }) => Object.hasOwn(fields, fieldName)) &&
  !criteria.some((criterion) => findsAtOnce(criterion, fields))

function findsAtOnce(criterion: SearchCriterion, fields: SearchableFields): boolean {
  const { fieldName = '', stringTest = 'equal', stringValue } = criterion
  const field = Object.hasOwn(fields, fieldName) ? fields[fieldName] : undefined
  if (field === undefined || 'unset' in field || field.finds !== true) return false
  return stringValue !== undefined && stringTest === 'equal' && !hasWildcards(criterion, stringValue)
}

function idCondition({ idValue, idTest = 'equal' }: SearchCriterion): Expression<SqlBool>[] {
  return idValue === undefined ? [] : [compared('id', idTest, idValue)]
}

function fieldConditions(criterion: SearchCriterion, fields: SearchableFields): Expression<SqlBool>[] {
  const { fieldName } = criterion
  if (fieldName === undefined) {
    if (criterion.idValue === undefined)
      throw new Refusal(400, 'searchCriteria: a criterion needs fieldName, or idValue.', { field: 'searchCriteria' })
    return []
  }
  if (isOfIDAlone(criterion)) return []
  const field = Object.hasOwn(fields, fieldName) ? fields[fieldName] : undefined
  if (field === undefined)
    throw new Refusal(
      400,
      `fieldName: ${fieldName} cannot be searched; these can: ${Object.keys(fields).join(', ')}.`,
      { field: 'fieldName' },
    )
  const conditions = testsOf(criterion, 'unset' in field ? { ...field, column: '' } : field)
  for (const { kind } of conditions)
    if (kind !== field.kind)
      throw new Refusal(400, `fieldName: ${fieldName} is searched by a ${field.kind} test, not by a ${kind} test.`, {
        field: 'fieldName',
      })
  if (conditions.length === 0 && criterion.nullTest === undefined)
    throw new Refusal(400, `searchCriteria: the criterion for ${fieldName} has no test and no value.`, {
      field: 'searchCriteria',
    })
  if ('unset' in field) return [sql<SqlBool>`${sql.lit(holdsUnset(criterion, conditions) ? 1 : 0)} = 1`]
  return [...conditions.map(({ condition }) => condition), ...nullCondition(criterion, field.column)]
}

/** A client names a field beside the ID it compares, whichever it likes. */
const isOfIDAlone = ({ fieldName: _name, idValue, idTest: _test, ...others }: SearchCriterion): boolean =>
  idValue !== undefined && Object.values(others).every((value) => value === undefined)

const testsOf = (criterion: SearchCriterion, field: SearchableField): Condition[] => [
  ...booleanCondition(criterion, field),
  ...numericCondition(criterion, field.column),
  ...stringCondition(criterion, field),
  ...choiceCondition(criterion, field),
  ...dateConditions(criterion, field.column),
]

/** A flag that is not set is off; anything else that is not set is null and equals nothing. */
const holdsUnset = ({ booleanTest, nullTest = true }: SearchCriterion, conditions: readonly Condition[]): boolean =>
  nullTest && conditions.every(({ kind }) => kind === 'boolean' && booleanTest === false)

interface Condition {
  readonly kind: FieldKind
  readonly condition: Expression<SqlBool>
}

function booleanCondition({ booleanTest }: SearchCriterion, { column, mayBeUnset }: SearchableField): Condition[] {
  if (booleanTest === undefined) return []
  const flag = mayBeUnset ? sql`coalesce(${sql.ref(column)}, 0)` : sql.ref(column)
  return [{ kind: 'boolean', condition: sql<SqlBool>`${flag} = ${booleanTest ? 1 : 0}` }]
}

function numericCondition({ numericValue, numericTest = 'equal' }: SearchCriterion, column: string): Condition[] {
  return numericValue === undefined
    ? []
    : [
        {
          kind: 'numeric',
          condition: sql<SqlBool>`${sql.ref(column)} ${sql.raw(operators[numericTest])} CAST(${numericValue} AS double precision)`,
        },
      ]
}

function stringCondition(criterion: SearchCriterion, { column, ascii }: SearchableField): Condition[] {
  const { stringValue, stringTest = 'equal', stringWildcards = true } = criterion
  if (stringValue === undefined) return []
  const foldedColumn = ascii ? sql`lower(${sql.ref(column)})` : sql.ref(`${column}_folded`)
  const value = folded(stringValue)
  if (stringWildcards && value.split('%').length - 1 > wildcardsMax)
    throw new Refusal(400, `stringValue: at most ${wildcardsMax} times %.`, { field: 'stringValue' })
  const condition = hasWildcards(criterion, value)
    ? sql<SqlBool>`${anySigma(value, foldedColumn)} ${sql.raw(stringTest === 'equal' ? 'LIKE' : 'NOT LIKE')} ${likePattern(value)} ESCAPE '\\'`
    : sql<SqlBool>`${foldedColumn} ${sql.raw(operators[stringTest])} ${value}`
  return [{ kind: 'string', condition }]
}

const likePattern = (value: string): string => value.replaceAll('\\', '\\\\').replaceAll('ς', 'σ')

/** What comes after a sigma decides how it is folded, and of a pattern nobody knows what that is: there both forms are one. */
const anySigma = (value: string, column: Expression<unknown>): Expression<unknown> =>
  /[σς]/.test(value) ? sql`replace(${column}, 'ς', 'σ')` : column

const hasWildcards = ({ stringWildcards = true }: SearchCriterion, value: string): boolean =>
  stringWildcards && /[%_]/.test(value)

function choiceCondition(
  { choiceValue, choiceTest = 'equal' }: SearchCriterion,
  { column, values }: SearchableField,
): Condition[] {
  if (choiceValue === undefined) return []
  // What is no choice is none that a row could have.
  const value =
    values === undefined
      ? withoutNul(choiceValue)
      : Object.hasOwn(values, choiceValue)
        ? values[choiceValue]
        : undefined
  return [{ kind: 'choice', condition: compared(column, choiceTest, value ?? -1) }]
}

function dateConditions(criterion: SearchCriterion, column: string): Condition[] {
  const { firstDateValue, firstDateInclusive = true, lastDateValue, lastDateInclusive = true } = criterion
  return [
    ...(firstDateValue === undefined
      ? []
      : [compared(column, firstDateInclusive ? 'greater-than-or-equal' : 'greater-than', firstDateValue)]),
    ...(lastDateValue === undefined
      ? []
      : [compared(column, lastDateInclusive ? 'less-than-or-equal' : 'less-than', lastDateValue)]),
  ].map((condition) => ({ kind: 'date', condition }))
}

function nullCondition({ nullTest }: SearchCriterion, column: string): Expression<SqlBool>[] {
  return nullTest === undefined
    ? []
    : [sql<SqlBool>`${sql.ref(column)} ${sql.raw(nullTest ? 'IS NULL' : 'IS NOT NULL')}`]
}

const compared = (column: string, test: Comparison, value: string | number): Expression<SqlBool> =>
  sql<SqlBool>`${sql.ref(column)} ${sql.raw(operators[test])} ${value}`
