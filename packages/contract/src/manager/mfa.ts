import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { changeRefusals, readRefusals } from '../errors.ts'
import { mfaTypeSchema } from './administrators.ts'

export const mfaSchema = z.object({ mfaType: mfaTypeSchema, recoveryCodesLeft: z.int().nonnegative() })
export type Mfa = z.infer<typeof mfaSchema>

/** Shown once: an authenticator takes the address, or the seed where it cannot be scanned. */
export const enrolledMfaSchema = z.object({ otpauthURI: z.string(), seed: z.string() })
export type EnrolledMfa = z.infer<typeof enrolledMfaSchema>

/** Shown once: each opens the account once, for whoever lost the authenticator. */
export const recoveryCodesSchema = z.object({ recoveryCodes: z.array(z.string()) })
export type RecoveryCodes = z.infer<typeof recoveryCodesSchema>

const body = z.object({ mfaCode: z.string().max(64) })
const path = '/administrators/current/mfa'

/** A person's own second factor. Nobody can switch it on for another. */
export const mfaEndpoints = {
  describe: endpoint({
    method: 'GET',
    path,
    summary: 'Describe the own multi-factor authentication',
    access: 'session',
    changes: false,
    extension: true,
    replies: { 200: mfaSchema, ...readRefusals },
  }),
  enrol: endpoint({
    method: 'POST',
    path,
    summary: 'Begin to switch multi-factor authentication on',
    access: 'session',
    changes: true,
    extension: true,
    secret: true,
    replies: { 200: enrolledMfaSchema, ...changeRefusals },
  }),
  confirm: endpoint({
    method: 'POST',
    path: `${path}/confirm`,
    summary: 'Switch multi-factor authentication on with a first code',
    access: 'session',
    changes: true,
    extension: true,
    secret: true,
    body,
    replies: { 200: recoveryCodesSchema, ...changeRefusals },
  }),
  replaceRecoveryCodes: endpoint({
    method: 'POST',
    path: `${path}/recoverycodes`,
    summary: 'Replace the recovery codes',
    access: 'session',
    changes: true,
    extension: true,
    secret: true,
    body,
    replies: { 200: recoveryCodesSchema, ...changeRefusals },
  }),
  remove: endpoint({
    method: 'DELETE',
    path,
    summary: 'Switch multi-factor authentication off',
    access: 'session',
    changes: true,
    extension: true,
    body,
    replies: { 204: null, ...changeRefusals },
  }),
}
