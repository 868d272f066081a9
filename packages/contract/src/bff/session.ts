import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { changeRefusals, gatewayRefusals, readRefusals } from '../errors.ts'
import { localeSchema } from '../locales.ts'
import { roleSchema } from '../manager/roles.ts'
import { epochMs, objectID } from '../scalars.ts'

export const browserSignInSchema = z.strictObject({
  tenantName: z.string().max(254).optional(),
  userName: z.string().min(1).max(254),
  password: z.string().min(1).max(1024),
  mfaCode: z.string().max(64).optional(),
})

/** Who is at the screen. Rights are unknown where the manager does not let people read their own role. */
export const browserSessionSchema = z.object({
  userName: z.string(),
  administratorID: objectID,
  tenantName: z.string().optional(),
  locale: localeSchema.optional(),
  timeZone: z.string().optional(),
  role: roleSchema.pick({ ID: true, name: true, rights: true }).optional(),
  demo: z.boolean(),
  /** Whether the manager has what ours adds to the vendor's API; without it those pages are not there. */
  extensions: z.boolean(),
})
export type BrowserSession = z.infer<typeof browserSessionSchema>

/** A browser in which the caller is signed in. */
export const ownSessionSchema = z.object({
  sessionID: z.string(),
  begun: epochMs,
  lastSeen: epochMs,
  address: z.string(),
  userAgent: z.string(),
  current: z.boolean(),
})
export type OwnSession = z.infer<typeof ownSessionSchema>

export const browserSessionEndpoints = {
  describe: endpoint({
    method: 'GET',
    path: '/session',
    summary: 'Who is signed in',
    access: 'session',
    changes: false,
    replies: { 200: browserSessionSchema, ...readRefusals, ...gatewayRefusals },
  }),
  create: endpoint({
    method: 'POST',
    path: '/session',
    summary: 'Sign in',
    access: 'anyone',
    changes: true,
    body: browserSignInSchema,
    replies: { 200: browserSessionSchema, ...changeRefusals, ...gatewayRefusals },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/session',
    summary: 'Sign out',
    access: 'session',
    changes: true,
    replies: { 204: null, ...changeRefusals, ...gatewayRefusals },
  }),
}

export const ownSessionEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/sessions',
    summary: 'Every browser in which the caller is signed in',
    access: 'session',
    changes: false,
    replies: { 200: z.object({ sessions: z.array(ownSessionSchema) }), ...readRefusals },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/sessions/:sessionID',
    summary: 'Sign out there',
    access: 'session',
    changes: true,
    params: z.object({ sessionID: z.string().regex(/^[A-Za-z0-9_-]{22}$/) }),
    replies: { 204: null, ...changeRefusals, ...gatewayRefusals },
  }),
  removeOthers: endpoint({
    method: 'DELETE',
    path: '/sessions',
    summary: 'Sign out everywhere but here',
    access: 'session',
    changes: true,
    replies: { 204: null, ...changeRefusals, ...gatewayRefusals },
  }),
}
