import { z } from 'zod'

// Official samples send integers and booleans as text ("2", "false"): the servers accept both, and always answer the real type.
const digits = z
  .string()
  .regex(/^-?\d{1,16}$/)
  .transform(Number)
const flagText = z.enum(['true', 'false']).transform((text) => text === 'true')

const integer = z.int()
export const wireInteger = z.union([integer, digits.pipe(integer)])
const count = integer.nonnegative()
export const wireCount = z.union([count, digits.pipe(count)])
export const wireFlag = z.union([z.boolean(), flagText])

const idRange = z.int32().nonnegative()
export const objectID = idRange
export const wireObjectID = z.union([idRange, digits.pipe(idRange)])
export const pathID = z
  .string()
  .regex(/^\d{1,10}$/)
  .transform(Number)
  .pipe(z.int32().nonnegative())

/** Milliseconds since 1970-01-01 UTC. */
export const epochMs = z.int().nonnegative()
/** The end of the year 9999: what comes after it cannot be written as a date by everyone who reads it. */
export const lastEpochMs = Date.UTC(9999, 11, 31, 23, 59, 59, 999)
const writtenEpochMs = epochMs.max(lastEpochMs, 'cannot be after the year 9999')
export const wireEpochMs = z.union(
  [writtenEpochMs, digits.pipe(writtenEpochMs)],
  'must be whole milliseconds since 1970-01-01 UTC',
)

/** A bare integer where a list is meant (a PowerShell client) is a list of one. */
export const wireIDList = z.union([z.array(wireObjectID), wireObjectID.transform((ID) => [ID])])

const controlCharacters = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/
const multilineControlCharacters = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/

export const nameText = (lengthMax: number, blank = 'cannot be blank') =>
  z
    .string()
    .transform((text) => text.normalize('NFC').trim())
    .refine((text) => text.length > 0, blank)
    .refine((text) => text.length <= lengthMax, `cannot be longer than ${lengthMax} characters`)
    .refine((text) => text.isWellFormed() && !controlCharacters.test(text), 'cannot hold control characters')

export const freeText = (lengthMax: number) =>
  z
    .string()
    .max(lengthMax, `cannot be longer than ${lengthMax} characters`)
    .refine((text) => text.isWellFormed() && !multilineControlCharacters.test(text), 'cannot hold control characters')

/** In a body that changes something, null means "leave as it is": the same as an absent property. */
export const withoutNulls = (body: unknown): unknown =>
  body !== null && typeof body === 'object' && !Array.isArray(body)
    ? Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null))
    : body

/** The same of a tree, in every branch. */
export function withoutNullsInside(body: unknown): unknown {
  const plain = withoutNulls(body)
  return plain !== null && typeof plain === 'object' && !Array.isArray(plain)
    ? Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, withoutNullsInside(value)]))
    : plain
}

/** A schema for what is put right before it is looked at. For whoever writes a body, it is what the schema itself says. */
export const mended = <Schema extends z.ZodType>(mend: (body: unknown) => unknown, schema: Schema) =>
  z.preprocess<unknown, Schema, z.input<Schema>>(mend, schema)

/** The same where no body at all will do as well. */
export const mendedOrNone = <Schema extends z.ZodType>(mend: (body: unknown) => unknown, schema: Schema) =>
  z.preprocess<unknown, Schema, z.input<Schema> | undefined>((body) => mend(body ?? {}), schema)
