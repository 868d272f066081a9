import { epochMs, wireEpochMs, type Endpoint } from '@latchkey/contract'
import { z } from 'zod'

type FieldKind = 'text' | 'choice' | 'flag' | 'number' | 'moment' | 'list' | 'structure' | 'password'

/** A top-level field of a schema, as a flag of the command line. */
export interface Field {
  readonly name: string
  readonly kind: FieldKind
  readonly isRequired: boolean
  /** The values of a choice. */
  readonly choices: readonly string[]
  /** What a list holds. */
  readonly ofNumbers: boolean
}

type Schema = z.core.$ZodType
type Shape = Readonly<Record<string, Schema>>

/** In the order of the schema; none where the body is no object with fields of its own. */
export const fieldsOf = (schema: Schema | undefined): readonly Field[] =>
  Object.entries(shapeOf(schema)).map(([name, field]) => fieldOf(name, field))

/** The fields of what a list holds, as the endpoint answers it. */
export function itemFieldsOf({ replies }: Pick<Endpoint, 'replies'>): readonly Field[] {
  const list = Object.values(shapeOf(replies[200] ?? undefined)).find((field) => field instanceof z.ZodArray)
  return list instanceof z.ZodArray ? fieldsOf(list.element) : []
}

function shapeOf(schema: Schema | undefined): Shape {
  if (schema instanceof z.ZodObject) return schema.shape
  return schema instanceof z.ZodPipe ? shapeOf(schema.out) : {}
}

const moments = new Set<Schema>([epochMs, wireEpochMs])
const listed = 12

function fieldOf(name: string, schema: Schema): Field {
  const inner = schema instanceof z.ZodOptional ? schema.unwrap() : schema
  const parts = partsOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }))
  const choices = parts.flatMap((part) => part.enum ?? []).map(String)
  return {
    name,
    kind: moments.has(inner) ? 'moment' : name === 'password' ? 'password' : kindOf(parts),
    isRequired: !schema._zod.optin,
    choices: choices.length > listed ? [] : choices,
    ofNumbers: parts.some(({ items }) => items !== undefined && partsOf(items).some(isNumber)),
  }
}

type Described = z.core.JSONSchema._JSONSchema
interface Part extends Pick<z.core.JSONSchema.BaseSchema, 'pattern' | 'enum' | 'items'> {
  readonly type: string
}

/** One for each type that it may have, however that is written. */
function partsOf(schema: Described | Described[]): readonly Part[] {
  if (typeof schema === 'boolean') return []
  if (Array.isArray(schema)) return schema.flatMap(partsOf)
  if (schema.anyOf) return schema.anyOf.flatMap(partsOf)
  return [schema.type ?? []].flat().map((type) => ({ ...schema, type }))
}

const isScalar = ({ type }: Part): boolean => type !== 'object' && type !== 'array'
const isNumber = ({ type }: Part): boolean => type === 'integer' || type === 'number'

// Numbers and flags may come as text too, of a pattern; what may be any text is text.
function kindOf(parts: readonly Part[]): FieldKind {
  if (parts.some(({ items }) => items !== undefined && partsOf(items).every(isScalar))) return 'list'
  if (parts.some(({ type, pattern, enum: values }) => type === 'string' && !pattern && !values)) return 'text'
  if (parts.some(({ type }) => type === 'boolean')) return 'flag'
  if (parts.some(isNumber)) return 'number'
  if (parts.some(({ enum: values }) => values)) return 'choice'
  return parts.some(({ type }) => type === 'string') ? 'text' : 'structure'
}
