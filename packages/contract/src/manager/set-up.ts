import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { changeRefusals, readRefusals } from '../errors.ts'
import { objectID } from '../scalars.ts'

/** What the first administrator's password needs at least, whatever the manager's settings say later. */
export const firstPasswordLengthMin = 12

export const claimSetUpSchema = z.strictObject({
  token: z.string().min(1).max(128),
  userName: z.string().max(1024),
  password: z.string().max(1024),
})
export type ClaimSetUp = z.infer<typeof claimSetUpSchema>

/** The first run: whoever holds the link that the start printed makes the first administrator, and nothing else. */
export const setUpEndpoints = {
  describe: endpoint({
    method: 'GET',
    path: '/setup',
    summary: 'Whether the first administrator is still to be made',
    access: 'anyone',
    changes: false,
    extension: true,
    replies: { 200: z.object({ needed: z.boolean() }), ...readRefusals },
  }),
  claim: endpoint({
    method: 'POST',
    path: '/setup',
    summary: 'Make the first administrator',
    access: 'anyone',
    changes: true,
    extension: true,
    body: claimSetUpSchema,
    replies: { 200: z.object({ ID: objectID }), ...changeRefusals },
  }),
}
