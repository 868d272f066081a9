import { durationMs, endOldestSession, settingDefinitions, type SettingName } from '@latchkey/contract'
import type { Kysely } from 'kysely'
import type { ManagerTables } from '../database/tables.ts'
import { createSettingRepository } from './setting-repository.ts'

export interface PasswordRules {
  readonly lengthMin: number
  readonly lettersAndNumbers: boolean
  readonly mixedCase: boolean
  readonly specialCharacters: boolean
  readonly notTheUserName: boolean
}

/** The settings that decide something, as what they mean; undefined where there is no limit. */
export interface Settings {
  readonly attemptsAllowed: number
  readonly sessionIdleMs: number | undefined
  readonly sessionMs: number | undefined
  readonly sessionsMax: number | undefined
  readonly endsOldestSession: boolean
  readonly passwordRules: PasswordRules
  readonly passwordMs: number | undefined
  readonly locksKeys: boolean
  readonly eventsKeptMs: number | undefined
  readonly countersKeptMs: number | undefined
  readonly countsUsage: boolean
}

/** Read anew in every request that needs one: a changed setting holds from its acknowledgement on. */
export async function settingsOf(db: Kysely<ManagerTables>, tenantID: number): Promise<Settings> {
  return settingsFrom(await createSettingRepository(db).chosen(tenantID))
}

function settingsFrom(chosen: ReadonlyMap<string, string>): Settings {
  const value = (name: SettingName) => chosen.get(name) ?? settingDefinitions[name].default
  const isOn = (name: SettingName) => value(name) === 'true'
  return {
    attemptsAllowed: Number(value('platformSettingUserSignInAttemptsAllowedNumber')),
    sessionIdleMs: durationMs(value('platformSettingUserSessionIdleTimeout')),
    sessionMs: durationMs(value('platformSettingUserSessionDurationMax')),
    sessionsMax: countOf(value('platformSettingActiveSessionsMax')),
    endsOldestSession: value('platformSettingActiveSessionsMaxExceededAction') === endOldestSession,
    passwordRules: {
      lengthMin: Number(value('platformSettingUserPasswordLengthMin')),
      lettersAndNumbers: isOn('platformSettingUserPasswordRequireLettersAndNumbersEnabled'),
      mixedCase: isOn('platformSettingUserPasswordRequireMixedCaseEnabled'),
      specialCharacters: isOn('platformSettingUserPasswordRequireSpecialCharactersEnabled'),
      notTheUserName: isOn('platformSettingUserPasswordRequireNotSameAsUsernameEnabled'),
    },
    passwordMs: durationMs(value('platformSettingUserPasswordExpiry')),
    locksKeys: isOn('platformSettingApiKeyLockOutEnabled'),
    eventsKeptMs: durationMs(value('platformSettingRetainSystemEventDuration')),
    countersKeptMs: durationMs(value('platformSettingRetainCountersDuration')),
    countsUsage: isOn('platformSettingApiUsageMetricsEnabled'),
  }
}

/** -1 and No Limit are none. */
const countOf = (value: string): number | undefined => (/^\d+$/.test(value) ? Number(value) : undefined)

/** Of a tenant that has not chosen anything yet. */
export const defaultSettings = settingsFrom(new Map())
