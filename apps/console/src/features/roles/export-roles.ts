import type { RoleRow } from './role-rows.tsx'
import { rightsHeld } from './role-form.ts'
import { inAddress } from '../../lib/in-address.ts'
import { saveRecordedCsv } from '../../queries/recorded-csv.ts'
import type { HoldersOf } from './use-holders.ts'

const header = [
  'ID',
  'name',
  'description',
  'allowUserInterface',
  'allowWebService',
  'allComputers',
  'allPolicies',
  'onlyEqualOrLesserRights',
  'users',
  'keys',
  'rights',
] as const

/** What the viewer may not read is said to be unavailable: it is not zero. */
export const saveRoles = (rows: readonly RoleRow[], q: string, { usersAreKnown, keysAreKnown }: HoldersOf) =>
  saveRecordedCsv('roles', {
    objectKind: 'roles',
    filter: q === '' ? '' : `q=${inAddress(q)}`,
    header,
    lines: rows.map(({ role, holders }) => [
      String(role.ID),
      role.name,
      role.description,
      String(role.allowUserInterface),
      String(role.allowWebService),
      String(role.allComputers),
      String(role.allPolicies),
      String(role.canOnlyManipulateUsersWithEqualOrLesserRights),
      usersAreKnown ? String(holders.users.length) : 'unavailable',
      keysAreKnown ? String(holders.keys.length) : 'unavailable',
      [...rightsHeld(role)].join(' '),
    ]),
  })
