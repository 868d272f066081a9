import { z } from 'zod'
import type { RefusalStatus } from '../errors.ts'

/** Errors of /v3.0: always an object under `error`. */
export const visionOneProblemSchema = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    innererror: z.object({ code: z.string(), service: z.string() }).optional(),
  }),
})

export const visionOneCodes: Readonly<Partial<Record<RefusalStatus, string>>> = {
  400: 'BadRequest',
  401: 'InvalidCredentials',
  403: 'AccessDenied',
  404: 'NotFound',
  412: 'ConditionFailed',
  429: 'TooManyRequests',
  500: 'InternalServerError',
}

const refusals = <Status extends RefusalStatus>(statuses: readonly Status[]) =>
  // Object.fromEntries forgets which keys it was given.
  Object.fromEntries(statuses.map((status) => [status, visionOneProblemSchema])) as Record<
    Status,
    typeof visionOneProblemSchema
  >
const always = [400, 401, 403, 405, 413, 415, 421, 429, 431, 500, 503] as const
export const visionOneReadRefusals = refusals([...always, 404])
export const visionOneChangeRefusals = refusals([...always, 404, 412, 507])

/** In what is sent, null stands for nothing, and so does an empty text but where it says that something is taken away. */
export const withoutBlanks = (body: unknown, emptied: readonly string[] = []): unknown =>
  body !== null && typeof body === 'object' && !Array.isArray(body)
    ? Object.fromEntries(
        Object.entries(body).filter(([name, value]) => value !== null && (value !== '' || emptied.includes(name))),
      )
    : body

export const uuid = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'must be a UUID')
  .transform((text) => text.toLowerCase())

/** Whatever number is asked for becomes one of the sizes there are. */
export const pageQuery = (sizes: readonly [number, ...number[]]) =>
  z.object({
    top: z
      .string()
      .regex(/^\d{1,9}$/, 'must be a number')
      .transform((text) => sizes.find((size) => size >= Number(text)) ?? sizes.at(-1) ?? sizes[0])
      .default(sizes[0]),
    orderBy: z.string().max(1024).optional(),
    skipToken: z.string().max(1024).optional(),
  })

export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    count: z.int(),
    totalCount: z.int(),
    /** Absolute, with all that is needed but the header of the filter; absent on the last page. */
    nextLink: z.string().optional(),
  })

/** One element for each that was sent, in the same order. */
export const elementOf = <Body extends z.ZodType>(body: Body) =>
  z.object({
    status: z.int(),
    headers: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
    body: z.union([body, visionOneProblemSchema]).optional(),
  })
