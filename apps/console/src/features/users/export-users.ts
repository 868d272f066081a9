import { inAddress } from '../../lib/in-address.ts'
import { saveRecordedCsv } from '../../queries/recorded-csv.ts'
import { isoIn } from '../../lib/zoned-time.ts'
import type { UserRow } from './user-rows.tsx'

const header = [
  'ID',
  'username',
  'fullName',
  'description',
  'roleID',
  'role',
  'status',
  'mfaType',
  'locale',
  'timeZone',
  'emailAddress',
  'created',
  'lastSignIn',
  'lastPasswordChange',
  'unlockTime',
  'unsuccessfulSignInAttempts',
] as const

export function saveUsers(rows: readonly UserRow[], q: string, timeZone: string): Promise<void> {
  const moment = (ms: number | undefined) => (ms === undefined ? '' : isoIn(ms, timeZone))
  return saveRecordedCsv('users', {
    objectKind: 'administrators',
    filter: q === '' ? '' : `q=${inAddress(q)}`,
    header,
    lines: rows.map(({ user, roleName, status }) => [
      String(user.ID),
      user.username,
      user.fullName,
      user.description,
      String(user.roleID),
      roleName ?? 'unavailable',
      status,
      user.mfaType,
      user.locale,
      user.timeZone,
      user.emailAddress,
      moment(user.created),
      moment(user.lastSignIn),
      moment(user.lastPasswordChange),
      moment(user.unlockTime),
      String(user.unsuccessfulSignInAttempts),
    ]),
  })
}
