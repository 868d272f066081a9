import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { changeRefusals, objectRefusals, readRefusals } from '../errors.ts'
import { withoutNulls, mended, mendedOrNone } from '../scalars.ts'

/** Every value travels as text, numbers and flags too; some clients send the real type. */
const settingText = z.union([z.string(), z.number().transform(String), z.boolean().transform(String)])
export const settingValueSchema = z.object({ value: z.string() })
export type SettingValue = z.infer<typeof settingValueSchema>
export const systemSettingsSchema = z.record(z.string(), settingValueSchema)
export type SystemSettings = z.infer<typeof systemSettingsSchema>

const givenValue = z.object({ value: settingText })
export const modifySystemSettingSchema = mended(withoutNulls, givenValue)
export const modifySystemSettingsSchema = mendedOrNone(withoutNulls, z.record(z.string(), givenValue))

const params = z.object({ name: z.string() })
const group = 'platformRights.settingRights'

export const systemSettingEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/systemsettings',
    summary: 'List system settings',
    access: 'caller',
    right: `${group}.canViewSettings`,
    changes: false,
    replies: { 200: systemSettingsSchema, ...readRefusals },
  }),
  modifyAll: endpoint({
    method: 'POST',
    path: '/systemsettings',
    summary: 'Modify system settings',
    access: 'caller',
    right: `${group}.canEditSettings`,
    changes: true,
    body: modifySystemSettingsSchema,
    replies: { 200: systemSettingsSchema, ...changeRefusals },
  }),
  describe: endpoint({
    method: 'GET',
    path: '/systemsettings/:name',
    summary: 'Describe a system setting',
    access: 'caller',
    right: `${group}.canViewSettings`,
    changes: false,
    params,
    replies: { 200: settingValueSchema, ...objectRefusals },
  }),
  modify: endpoint({
    method: 'POST',
    path: '/systemsettings/:name',
    summary: 'Modify a system setting',
    access: 'caller',
    right: `${group}.canEditSettings`,
    changes: true,
    params,
    body: modifySystemSettingSchema,
    replies: { 200: settingValueSchema, ...changeRefusals },
  }),
  reset: endpoint({
    method: 'DELETE',
    path: '/systemsettings/:name',
    summary: 'Give a system setting its default back',
    access: 'caller',
    right: `${group}.canEditSettings`,
    changes: true,
    params,
    replies: { 200: settingValueSchema, ...changeRefusals },
  }),
}
