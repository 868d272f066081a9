import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { changeRefusals, objectRefusals, readRefusals } from '../errors.ts'
import { localeSchema } from '../locales.ts'
import {
  epochMs,
  freeText,
  nameText,
  objectID,
  pathID,
  wireFlag,
  wireObjectID,
  withoutNulls,
  mended,
  mendedOrNone,
} from '../scalars.ts'
import { searchFilterSchema } from '../search.ts'
import { timeZoneSchema } from '../time-zones.ts'
import { descriptionLengthMax } from './api-keys.ts'

export const administratorNameLengthMax = 254
export const passwordLengthMax = 1024

const timeFormatSchema = z.enum(['12', '24'])
export const mfaTypeSchema = z.enum(['none', 'local-totp'])

/** The order of the properties is the order on the wire. */
export const administratorSchema = z.object({
  username: z.string(),
  fullName: z.string(),
  description: z.string(),
  roleID: objectID,
  locale: localeSchema,
  timeZone: z.string(),
  timeFormat: timeFormatSchema,
  passwordNeverExpires: z.boolean(),
  active: z.boolean(),
  mfaType: mfaTypeSchema,
  phoneNumber: z.string(),
  mobileNumber: z.string(),
  pagerNumber: z.string(),
  emailAddress: z.string(),
  primaryContact: z.boolean(),
  receiveNotifications: z.boolean(),
  reportPDFPasswordEnabled: z.boolean(),
  created: epochMs,
  lastPasswordChange: epochMs,
  lastSignIn: epochMs.optional(),
  unlockTime: epochMs.optional(),
  unsuccessfulSignInAttempts: z.int().nonnegative(),
  external: z.boolean(),
  type: z.enum(['normal', 'temporary']),
  readOnly: z.boolean(),
  ID: objectID,
  UTCOffset: z.string(),
})
export type Administrator = z.infer<typeof administratorSchema>

export const administratorListSchema = z.object({ administrators: z.array(administratorSchema) })

const text = freeText(254)
const writableObject = z.object({
  username: nameText(administratorNameLengthMax),
  password: z.string().max(passwordLengthMax, `cannot be longer than ${passwordLengthMax} characters`),
  fullName: text,
  description: freeText(descriptionLengthMax),
  roleID: wireObjectID,
  locale: localeSchema,
  timeZone: timeZoneSchema,
  timeFormat: timeFormatSchema,
  passwordNeverExpires: wireFlag,
  active: wireFlag,
  mfaType: mfaTypeSchema,
  phoneNumber: text,
  mobileNumber: text,
  pagerNumber: text,
  emailAddress: z.union([z.literal(''), z.email('must be empty or like name@example.com').max(254)]),
  primaryContact: wireFlag,
  receiveNotifications: wireFlag,
  reportPDFPasswordEnabled: wireFlag,
})
export const createAdministratorSchema = mended(
  withoutNulls,
  writableObject.partial().required({ username: true, password: true, roleID: true }),
)
export type CreateAdministrator = z.output<typeof createAdministratorSchema>
export const modifyAdministratorSchema = mendedOrNone(withoutNulls, writableObject.partial())
export type ModifyAdministrator = z.output<typeof modifyAdministratorSchema>

/** What people may change of themselves; a new password takes the current one. */
export const modifyCurrentAdministratorSchema = mendedOrNone(
  withoutNulls,
  writableObject
    .pick({
      password: true,
      fullName: true,
      locale: true,
      timeZone: true,
      timeFormat: true,
      phoneNumber: true,
      mobileNumber: true,
      pagerNumber: true,
      emailAddress: true,
      receiveNotifications: true,
    })
    .extend({ currentPassword: z.string().max(passwordLengthMax) })
    .partial(),
)
export type ModifyCurrentAdministrator = z.output<typeof modifyCurrentAdministratorSchema>

const params = z.object({ administratorID: pathID })
const right = 'platformRights.administratorRights'

export const administratorEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/administrators',
    summary: 'List users',
    access: 'caller',
    right: `${right}.canViewAdministrators`,
    changes: false,
    replies: { 200: administratorListSchema, ...readRefusals },
  }),
  create: endpoint({
    method: 'POST',
    path: '/administrators',
    summary: 'Create a user',
    access: 'caller',
    right: `${right}.canCreateNewAdministrators`,
    changes: true,
    body: createAdministratorSchema,
    replies: { 200: administratorSchema, ...changeRefusals },
  }),
  search: endpoint({
    method: 'POST',
    path: '/administrators/search',
    summary: 'Search users',
    access: 'caller',
    right: `${right}.canViewAdministrators`,
    changes: false,
    body: searchFilterSchema,
    replies: { 200: administratorListSchema, ...readRefusals },
  }),
  describeCurrent: endpoint({
    method: 'GET',
    path: '/administrators/current',
    summary: 'Describe oneself',
    access: 'session',
    changes: false,
    extension: true,
    replies: { 200: administratorSchema, ...readRefusals },
  }),
  modifyCurrent: endpoint({
    method: 'POST',
    path: '/administrators/current',
    summary: 'Modify oneself, with the current password where it is changed',
    access: 'session',
    changes: true,
    extension: true,
    body: modifyCurrentAdministratorSchema,
    replies: { 200: administratorSchema, ...changeRefusals },
  }),
  describe: endpoint({
    // Everyone may read who they are; the service asks for the right where it is another's.
    method: 'GET',
    path: '/administrators/:administratorID',
    summary: 'Describe a user',
    access: 'caller',
    right: `${right}.canViewAdministrators`,
    changes: false,
    params,
    replies: { 200: administratorSchema, ...objectRefusals },
  }),
  modify: endpoint({
    method: 'POST',
    path: '/administrators/:administratorID',
    summary: 'Modify a user',
    access: 'caller',
    right: `${right}.canEditAdministratorProperties`,
    changes: true,
    params,
    body: modifyAdministratorSchema,
    replies: { 200: administratorSchema, ...changeRefusals },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/administrators/:administratorID',
    summary: 'Delete a user',
    access: 'caller',
    right: `${right}.canDeleteAdministrators`,
    changes: true,
    params,
    replies: { 204: null, ...changeRefusals },
  }),
}
