import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { changeRefusals, gatewayRefusals, readRefusals } from '../errors.ts'
import { epochMs, objectID } from '../scalars.ts'

/** After the OWASP logging vocabulary. */
export const activityActions = [
  'session.begun',
  'session.ended',
  'session.expired',
  'session.refused',
  'session.renewed',
  'apikey.created',
  'apikey.secret-delivered',
  'apikey.secret-confirmed',
  'apikey.secret-unconfirmed',
  'apikey.secret-refetched',
  'apikey.secret-replaced',
  'apikey.modified',
  'apikey.locked',
  'apikey.unlocked',
  'apikey.deleted',
  'apikey.noted',
  'role.created',
  'role.modified',
  'role.deleted',
  'user.created',
  'user.modified',
  'user.deleted',
  'authz.denied',
  'csrf.blocked',
  'host.rejected',
  'csp.violation',
  'rate.exceeded',
  'export',
  'user.factor-changed',
  'user.session-ended',
  'setting.modified',
  'tenant.created',
  'tenant.modified',
  'tenant.deleted',
  'system.started',
  'system.stopped',
  'system.secret-in-read',
] as const
export const activityActionSchema = z.enum(activityActions)
export type ActivityAction = z.infer<typeof activityActionSchema>

/** A change has two entries under one request ID: begun before it, and one of the others after. */
export const activityOutcomeSchema = z.enum(['begun', 'ok', 'denied', 'failed', 'unknown'])
export type ActivityOutcome = z.infer<typeof activityOutcomeSchema>

/** The order of the properties is the order in an export. Never a secret, and what is not known is absent. */
export const activityEntrySchema = z.object({
  sequence: z.int().positive(),
  ID: z.string(),
  time: epochMs,
  tenantName: z.string().optional(),
  administratorID: objectID.optional(),
  userName: z.string().optional(),
  action: activityActionSchema,
  objectKind: z.string().optional(),
  objectID: objectID.optional(),
  objectName: z.string().optional(),
  outcome: activityOutcomeSchema,
  reason: z.string().optional(),
  requestID: z.string(),
  address: z.string().optional(),
  userAgent: z.string().optional(),
  /** What was changed or asked for, by name; values only of what is no secret. */
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
})
export type ActivityEntry = z.infer<typeof activityEntrySchema>

export const activityPageMax = 1000
const filter = {
  userName: z.string().max(254).optional(),
  action: activityActionSchema.optional(),
  outcome: activityOutcomeSchema.optional(),
  objectKind: z.string().max(50).optional(),
  objectID: objectID.optional(),
  requestID: z.string().max(100).optional(),
  from: epochMs.optional(),
  to: epochMs.optional(),
}
export const activityFilterSchema = z.strictObject(filter)
export type ActivityFilter = z.infer<typeof activityFilterSchema>
export const activitySearchSchema = z.strictObject({
  ...filter,
  /** The page after this one: only entries older than this sequence. */
  before: z.int().positive().optional(),
  maxItems: z.int().min(1).max(activityPageMax).default(100),
})
export type ActivitySearch = z.output<typeof activitySearchSchema>

/** An export that the page makes of what it shows; recorded before the file is there. */
export const recordExportSchema = z.strictObject({
  objectKind: z.enum(['apiKeys', 'roles', 'administrators', 'systemEvents', 'activity']),
  format: z.enum(['csv', 'json']),
  count: z.int().nonnegative(),
  filter: z.string().max(1000),
})
export type RecordExport = z.infer<typeof recordExportSchema>

const place = z.int().positive()
/**
 * How far the record is surely as it was written: its newest anchor, and what reading up to that has shown. Without an
 * anchor nothing can be said yet; while it is being read, what was known before is told.
 */
export const activityVerificationSchema = z.object({
  anchor: z.object({ sequence: place, time: epochMs }).optional(),
  verified: z.object({ sequence: place, anchored: epochMs, checked: epochMs }).optional(),
  finding: z.object({ sequence: place, what: z.string() }).optional(),
  checking: z.boolean(),
})
export type ActivityVerification = z.infer<typeof activityVerificationSchema>

/** As the manager's system events: what has to do with no computer. */
export const viewActivity = 'platformRights.computerRights.canViewNotRelatedToComputers'
const exported = {
  method: 'POST',
  access: 'session',
  right: viewActivity,
  // What was exported is itself in the activity, but nothing else is any different for it.
  changes: false,
  body: activityFilterSchema,
  replies: { 200: z.string(), ...readRefusals, ...gatewayRefusals },
} as const

/** Everything done through the console, the newest first. */
export const activityEndpoints = {
  search: endpoint({
    method: 'POST',
    path: '/activity/search',
    summary: 'What was done through the console',
    access: 'session',
    right: viewActivity,
    changes: false,
    body: activitySearchSchema,
    replies: {
      200: z.object({ entries: z.array(activityEntrySchema), total: z.int().nonnegative() }),
      ...readRefusals,
      ...gatewayRefusals,
    },
  }),
  describeVerification: endpoint({
    method: 'GET',
    path: '/activity/verification',
    summary: 'How far the record is verified',
    access: 'session',
    right: viewActivity,
    changes: false,
    replies: { 200: activityVerificationSchema, ...readRefusals, ...gatewayRefusals },
  }),
  exportCsv: endpoint({
    ...exported,
    path: '/activity/csv',
    summary: 'The same as CSV, the oldest first',
    media: 'text/csv; charset=utf-8; header=present',
  }),
  exportJsonLines: endpoint({
    ...exported,
    path: '/activity/jsonl',
    summary: 'The same as JSON Lines, the oldest first',
    media: 'application/jsonl; charset=utf-8',
  }),
  recordExport: endpoint({
    method: 'POST',
    path: '/activity/exports',
    summary: 'Record an export that the page makes',
    access: 'session',
    changes: true,
    body: recordExportSchema,
    replies: { 204: null, ...changeRefusals },
  }),
}
