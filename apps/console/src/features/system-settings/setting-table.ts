import type { SettingName, SystemSettings } from '@latchkey/contract'

type Kind =
  | { readonly kind: 'flag' }
  | { readonly kind: 'count'; readonly min: number; readonly max: number; readonly noLimit?: true }
  /** As the manager writes them: “30 Minutes”, “Never”. */
  | { readonly kind: 'choice'; readonly values: readonly string[] }

export type ShownSetting = Kind & { readonly name: SettingName }

/** What this console shows of the settings, by what it is about. */
export const settingGroups = {
  sessions: [
    {
      name: 'platformSettingUserSessionIdleTimeout',
      kind: 'choice',
      values: ['5 Minutes', '10 Minutes', '15 Minutes', '30 Minutes', '1 Hour', '2 Hours', '8 Hours', 'No Limit'],
    },
    {
      name: 'platformSettingUserSessionDurationMax',
      kind: 'choice',
      values: ['1 Hour', '4 Hours', '8 Hours', '12 Hours', '1 Day', '7 Days', 'No Limit'],
    },
    { name: 'platformSettingActiveSessionsMax', kind: 'count', min: 1, max: 1000, noLimit: true },
    {
      name: 'platformSettingActiveSessionsMaxExceededAction',
      kind: 'choice',
      values: ['Block new sessions', 'Expire oldest session'],
    },
  ],
  passwords: [
    { name: 'platformSettingUserPasswordLengthMin', kind: 'count', min: 8, max: 128 },
    { name: 'platformSettingUserPasswordRequireLettersAndNumbersEnabled', kind: 'flag' },
    { name: 'platformSettingUserPasswordRequireMixedCaseEnabled', kind: 'flag' },
    { name: 'platformSettingUserPasswordRequireSpecialCharactersEnabled', kind: 'flag' },
    { name: 'platformSettingUserPasswordRequireNotSameAsUsernameEnabled', kind: 'flag' },
    {
      name: 'platformSettingUserPasswordExpiry',
      kind: 'choice',
      values: ['30 Days', '60 Days', '90 Days', '180 Days', '1 Year', 'Never'],
    },
  ],
  lockOut: [
    { name: 'platformSettingUserSignInAttemptsAllowedNumber', kind: 'count', min: 1, max: 100 },
    { name: 'platformSettingApiKeyLockOutEnabled', kind: 'flag' },
  ],
  retention: [
    {
      name: 'platformSettingRetainSystemEventDuration',
      kind: 'choice',
      values: ['1 Week', '4 Weeks', '13 Weeks', '26 Weeks', '53 Weeks', '2 Years', 'Never'],
    },
  ],
} as const satisfies Record<string, readonly ShownSetting[]>
export type SettingGroup = keyof typeof settingGroups
export type ShownName = (typeof settingGroups)[SettingGroup][number]['name']

export const groupNames: readonly SettingGroup[] = ['sessions', 'passwords', 'lockOut', 'retention']
const shown: readonly ShownSetting[] = Object.values(settingGroups).flat()

export type SettingValues = Readonly<Record<string, string>>

export const valuesOf = (settings: SystemSettings): SettingValues =>
  Object.fromEntries(Object.entries(settings).map(([name, { value }]) => [name, value]))

export const isFine = (setting: ShownSetting, value: string): boolean => {
  if (setting.kind !== 'count') return true
  if (setting.noLimit && (value === '-1' || value === 'No Limit')) return true
  return /^\d{1,4}$/.test(value) && Number(value) >= setting.min && Number(value) <= setting.max
}

export const faultyNames = (values: SettingValues): readonly string[] =>
  shown
    .filter((setting) => values[setting.name] !== undefined && !isFine(setting, values[setting.name] ?? ''))
    .map(({ name }) => name)

/** Only what was changed. */
export const changeOf = (values: SettingValues, before: SettingValues): SystemSettings =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([name, value]) => value !== before[name])
      .map(([name, value]) => [name, { value }]),
  )

/** A value that somebody set by other means is one of the choices as well. */
export const choicesWith = (values: readonly string[], value: string): readonly string[] =>
  values.includes(value) ? values : [value, ...values]
