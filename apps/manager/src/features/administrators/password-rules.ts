import { Refusal } from '@latchkey/contract'
import type { Database } from '@latchkey/database'
import type { ManagerTables } from '../../database/tables.ts'
import { folded } from '../../principals/folding.ts'
import { settingsOf, type PasswordRules } from '../../settings/settings.ts'
import { commonPasswords } from './common-passwords.ts'

const backwards = (text: string): string => Array.from(text).toReversed().join('')

/** What the settings ask for; and never one of those that everyone tries first. */
export function refuseWeakPassword(password: string, username: string, rules: PasswordRules): void {
  const lacks = weaknessOf(password, username, rules)
  if (lacks !== undefined) throw new Refusal(400, `password: it ${lacks}.`, { field: 'password' })
}

/** Hashes only what the tenant's rules allow. */
export const hashAllowed =
  (database: Database<ManagerTables>, hash: (password: string) => Promise<string>) =>
  async (tenantID: number, username: string, password: string): Promise<string> => {
    refuseWeakPassword(password, username, (await settingsOf(database.kysely, tenantID)).passwordRules)
    return await hash(password)
  }

function weaknessOf(password: string, username: string, rules: PasswordRules): string | undefined {
  if (Array.from(password).length < rules.lengthMin) return `is shorter than ${rules.lengthMin} characters`
  if (rules.lettersAndNumbers && !(/\p{L}/u.test(password) && /\p{N}/u.test(password)))
    return 'needs both letters and numbers'
  if (rules.mixedCase && !(/\p{Lu}/u.test(password) && /\p{Ll}/u.test(password)))
    return 'needs both upper and lower case letters'
  if (rules.specialCharacters && !/[^\p{L}\p{N}]/u.test(password))
    return 'needs a character that is no letter or number'
  const name = folded(username)
  if (rules.notTheUserName && [name, backwards(name)].includes(folded(password)))
    return 'is the user name, or the user name backwards'
  return isCommon(password) ? 'is one of the commonest there are' : undefined
}

export const isCommon = (password: string): boolean =>
  commonPasswords.has(folded(password)) || new Set(folded(password)).size < 3
