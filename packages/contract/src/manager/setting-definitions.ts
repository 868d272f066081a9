import { z } from 'zod'

interface SettingDefinition {
  readonly default: string
  readonly value: z.ZodType<string>
  /** Ours, not the vendor's: a stock manager does not know it. */
  readonly extension?: true
}

const flag = (standard: 'true' | 'false'): SettingDefinition => ({
  default: standard,
  value: z.enum(['true', 'false'], 'is neither true nor false'),
})

const text = (lengthMax: number): SettingDefinition => ({
  default: '',
  value: z.string().max(lengthMax, `cannot be longer than ${lengthMax} characters`),
})

function count(standard: string, min: number, max: number, words: readonly string[] = []): SettingDefinition {
  const isCount = (value: string) => /^\d{1,6}$/.test(value) && Number(value) >= min && Number(value) <= max
  const allowed = [`a number from ${min} to ${max}`, ...words.map((word) => `"${word}"`)].join(', or ')
  return {
    default: standard,
    value: z.string().refine((value) => words.includes(value) || isCount(value), `is not ${allowed}`),
  }
}

const unitMs = {
  Minute: 60_000,
  Hour: 3_600_000,
  Day: 86_400_000,
  Week: 604_800_000,
  Month: 2_592_000_000,
  Year: 31_536_000_000,
} as const

/** "30 Minutes" in milliseconds; undefined for a word such as Never or No Limit. */
export function durationMs(value: string): number | undefined {
  const [, amount = '', unit = ''] = /^([1-9]\d{0,3}) ([A-Z][a-z]+?)s?$/.exec(value) ?? []
  const ms = Object.entries(unitMs).find(([name]) => name === unit)?.[1]
  return ms === undefined ? undefined : Number(amount) * ms
}

function duration(standard: string, words: readonly string[] = []): SettingDefinition {
  const allowed = ['a time such as "30 Minutes", "1 Hour" or "90 Days"', ...words.map((word) => `"${word}"`)].join(
    ', or ',
  )
  return {
    default: standard,
    value: z.string().refine((value) => words.includes(value) || durationMs(value) !== undefined, `is not ${allowed}`),
  }
}

export const blockNewSessions = 'Block new sessions'
export const endOldestSession = 'Expire oldest session'

/** What of the product's settings touches keys, users and sessions, what clients try themselves out on, and two of ours. */
export const settingDefinitions = {
  platformSettingUserSignInAttemptsAllowedNumber: count('5', 1, 100),
  platformSettingUserSessionIdleTimeout: duration('30 Minutes', ['No Limit']),
  platformSettingUserSessionDurationMax: duration('No Limit', ['No Limit']),
  platformSettingActiveSessionsMax: count('10', 1, 1000, ['-1', 'No Limit']),
  platformSettingActiveSessionsMaxExceededAction: {
    default: blockNewSessions,
    value: z.enum([blockNewSessions, endOldestSession], `is neither "${blockNewSessions}" nor "${endOldestSession}"`),
  },
  platformSettingUserPasswordLengthMin: count('8', 8, 128),
  platformSettingUserPasswordRequireLettersAndNumbersEnabled: flag('false'),
  platformSettingUserPasswordRequireMixedCaseEnabled: flag('false'),
  platformSettingUserPasswordRequireSpecialCharactersEnabled: flag('false'),
  platformSettingUserPasswordRequireNotSameAsUsernameEnabled: flag('false'),
  platformSettingUserPasswordExpiry: duration('Never', ['Never']),
  platformSettingUserPasswordExpirySendEmailEnabled: flag('false'),
  platformSettingUserHideUnlicensedModulesEnabled: flag('false'),
  platformSettingUserEnforceTermsAndConditionsEnabled: flag('false'),
  platformSettingUserEnforceTermsAndConditionsTitle: text(254),
  platformSettingUserEnforceTermsAndConditionsMessage: text(20_000),
  platformSettingSignInPageMessage: text(2_000),
  platformSettingApiSoapWebServiceEnabled: flag('false'),
  platformSettingApiStatusMonitoringEnabled: flag('false'),
  platformSettingHttpStrictTransportEnabled: flag('false'),
  platformSettingContentSecurityPolicy: text(2_000),
  platformSettingContentSecurityPolicyReportOnlyEnabled: flag('true'),
  platformSettingRetainSystemEventDuration: duration('53 Weeks', ['Never']),
  platformSettingRetainCountersDuration: duration('13 Weeks', ['Never']),
  platformSettingSamlRetainInactiveExternalAdministratorsDuration: count('365', 1, 3650),
  platformSettingTenantAllowImpersonationByPrimaryTenantEnabled: flag('false'),
  platformSettingTenantAutoRevokeImpersonationByPrimaryTenantEnabled: flag('false'),
  platformSettingTenantAutoRevokeImpersonationByPrimaryTenantTimeout: duration('4 Hours'),
  platformSettingPrimaryTenantAllowTenantControlImpersonationEnabled: flag('false'),
  platformSettingDemoModeEnabled: flag('false'),
  platformSettingSyslogConfigId: count('0', 0, 999_999),
  platformSettingApiKeyLockOutEnabled: { ...flag('false'), extension: true },
  platformSettingApiUsageMetricsEnabled: { ...flag('false'), extension: true },
} as const satisfies Record<string, SettingDefinition>
export type SettingName = keyof typeof settingDefinitions

const known: Readonly<Record<string, SettingDefinition>> = settingDefinitions
export const settingNames = (profile: 'full' | 'stock'): readonly string[] =>
  Object.keys(known).filter((name) => profile === 'full' || known[name]?.extension !== true)
export const settingDefinition = (name: string): SettingDefinition | undefined =>
  Object.hasOwn(known, name) ? known[name] : undefined
