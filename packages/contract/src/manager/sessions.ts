import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { changeRefusals } from '../errors.ts'
import { epochMs, objectID, withoutNulls } from '../scalars.ts'

export const signInSchema = z.preprocess(
  withoutNulls,
  z.object({
    userName: z.string().min(1, 'cannot be blank').max(254),
    password: z.string().max(1024),
    tenantName: z.string().max(254).optional(),
    mfaCode: z.string().max(64).optional(),
  }),
)
export type SignIn = z.output<typeof signInSchema>

/** RID comes back in the header rID of every later call; the session itself is the cookie sID. */
export const managerSessionSchema = z.object({
  administratorID: objectID,
  created: epochMs,
  lastActivity: epochMs,
  accessType: z.literal('webService'),
  RID: z.string(),
})
export type ManagerSession = z.infer<typeof managerSessionSchema>

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
}
