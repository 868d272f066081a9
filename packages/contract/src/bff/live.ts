import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { readRefusals } from '../errors.ts'
import { objectID } from '../scalars.ts'

export const changedKinds = ['apiKeys', 'roles', 'administrators', 'tenants', 'systemSettings', 'notes'] as const
export type ChangedKind = (typeof changedKinds)[number]

/** One line `data: …` of the stream. It says what changed, never to what: whoever may see that asks for it. */
export const liveEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(changedKinds), ID: objectID.optional() }),
  /** One of the caller's own issuances went on. */
  z.object({ kind: z.literal('issuances'), idempotencyKey: z.string() }),
  /** This browser's session is over; the stream ends with it. */
  z.object({ kind: z.literal('session') }),
  /** Something may have been missed: ask for everything again. */
  z.object({ kind: z.literal('everything') }),
])
export type LiveEvent = z.infer<typeof liveEventSchema>

/** So often at least a comment comes: after twice as long the stream is dead. */
export const liveHeartbeatMs = 15_000

export const liveEndpoints = {
  stream: endpoint({
    method: 'GET',
    path: '/live',
    summary: 'What changes through any console on this store, as server-sent events',
    access: 'session',
    changes: false,
    media: 'text/event-stream',
    replies: { 200: z.string(), ...readRefusals },
  }),
}
