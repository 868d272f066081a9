import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { changeRefusals, readRefusals } from '../errors.ts'
import { epochMs, objectID, wireObjectID, withoutNulls, mended } from '../scalars.ts'

export const signInSchema = mended(
  withoutNulls,
  z.object({
    userName: z.string().min(1, 'cannot be blank').max(254),
    password: z.string().max(1024),
    tenantName: z.string().max(254).optional(),
    mfaCode: z.string().max(64).optional(),
    /** Ours: replaces a password that has expired, by whoever still knows it. */
    newPassword: z.string().max(1024).optional(),
  }),
)
export type SignIn = z.output<typeof signInSchema>

const accessType = z.literal('webService')

/** RID comes back in the header rID of every later call; the session itself is the cookie sID. */
export const managerSessionSchema = z.object({
  administratorID: objectID,
  created: epochMs,
  lastActivity: epochMs,
  accessType,
  RID: z.string(),
})
export type ManagerSession = z.infer<typeof managerSessionSchema>

/** A session as others may see it: its handle opens nothing. */
export const openSessionSchema = z.object({
  handle: z.string(),
  administratorID: objectID,
  created: epochMs,
  lastActivity: epochMs,
  accessType,
  current: z.boolean(),
})
export type OpenSession = z.infer<typeof openSessionSchema>

export const sessionEndpoints = {
  create: endpoint({
    method: 'POST',
    path: '/sessions',
    summary: 'Sign in with user name and password',
    access: 'anyone',
    changes: true,
    body: signInSchema,
    replies: { 200: managerSessionSchema, ...changeRefusals },
  }),
  removeCurrent: endpoint({
    method: 'DELETE',
    path: '/sessions/current',
    summary: 'Sign out',
    access: 'session',
    changes: true,
    extension: true,
    replies: { 204: null, ...changeRefusals },
  }),
  list: endpoint({
    // One's own; those of another user for whoever may edit users, which the service asks for.
    method: 'GET',
    path: '/sessions',
    summary: 'List the open sessions of a user',
    access: 'caller',
    changes: false,
    extension: true,
    query: z.object({ administratorID: wireObjectID.optional() }),
    replies: { 200: z.object({ sessions: z.array(openSessionSchema) }), ...readRefusals },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/sessions/:handle',
    summary: 'End a session',
    access: 'caller',
    changes: true,
    extension: true,
    params: z.object({ handle: z.string().regex(/^[0-9a-f]{32}$/) }),
    replies: { 204: null, ...changeRefusals },
  }),
}
