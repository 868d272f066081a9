import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { objectRefusals, readRefusals } from '../errors.ts'
import { epochMs, objectID, pathID, wireFlag, mendedOrNone } from '../scalars.ts'
import { searchFilterSchema, withSearchAliases } from '../search.ts'

export const eventLevels = ['info', 'warning', 'error'] as const
export const eventTargetKinds = ['administrator', 'api-key', 'role', 'tenant', 'setting', 'cluster'] as const

/** What happened to what, and by whom: "System" where it was nobody who signed in. The order is the order on the wire. */
export const systemEventSchema = z.object({
  time: epochMs,
  level: z.enum(eventLevels),
  /** The product's number of this kind of event, such as 656. */
  eventID: z.int().positive(),
  event: z.string(),
  targetKind: z.enum(eventTargetKinds),
  /** Users and keys share their IDs; a setting has none. */
  targetID: objectID.optional(),
  targetName: z.string(),
  performedByID: objectID.optional(),
  performedByName: z.string(),
  description: z.string(),
  ID: objectID,
})
export type SystemEvent = z.infer<typeof systemEventSchema>

export const systemEventListSchema = z.object({ systemEvents: z.array(systemEventSchema) })

/** The newest first, for whoever wants to see what happened last; the next page is of IDs less than the last one's. */
export const systemEventFilterSchema = mendedOrNone(
  withSearchAliases,
  searchFilterSchema.out.extend({ newestFirst: wireFlag.prefault(false) }),
)
export type SystemEventFilter = z.output<typeof systemEventFilterSchema>

const path = '/systemevents'
const right = 'platformRights.computerRights.canViewNotRelatedToComputers'

/** Ours: the public API has no way to read them. */
export const systemEventEndpoints = {
  list: endpoint({
    method: 'GET',
    path,
    summary: 'List system events, the oldest first',
    access: 'caller',
    right,
    changes: false,
    extension: true,
    replies: { 200: systemEventListSchema, ...readRefusals },
  }),
  search: endpoint({
    method: 'POST',
    path: `${path}/search`,
    summary: 'Search system events',
    access: 'caller',
    right,
    changes: false,
    extension: true,
    body: systemEventFilterSchema,
    replies: { 200: systemEventListSchema, ...readRefusals },
  }),
  describe: endpoint({
    method: 'GET',
    path: `${path}/:systemEventID`,
    summary: 'Describe a system event',
    access: 'caller',
    right,
    changes: false,
    extension: true,
    params: z.object({ systemEventID: pathID }),
    replies: { 200: systemEventSchema, ...objectRefusals },
  }),
}
