import { auditorExtraRights, rightPaths, rights } from '@latchkey/contract'
import { fullAccessRoleID } from '../../principals/held-role.ts'
import type { StoredRole } from './role-repository.ts'

export const auditorRoleID = 2

const everything = { allComputers: true, allPolicies: true, computerIDs: [], computerGroupIDs: [], policyIDs: [] }
const auditorRights = rights.filter(({ auditor }) => auditor).map(({ path }) => path)

/** What the product holds of every new role, before what is asked for. */
export const newRole: Omit<StoredRole, 'ID' | 'name'> = {
  description: '',
  immutable: false,
  onlyEqualOrLesser: false,
  ...everything,
  rights: new Set(auditorRights),
  allowUserInterface: true,
  allowWebService: false,
  allowManageWorkloadSecurityLink: undefined,
  allowMigration: undefined,
}

export const builtInRoles = (profile: 'full' | 'stock'): readonly StoredRole[] => [
  {
    ...newRole,
    ID: fullAccessRoleID,
    name: 'Full Access',
    immutable: true,
    rights: new Set(rightPaths),
    allowWebService: true,
  },
  {
    ...newRole,
    ID: auditorRoleID,
    name: 'Auditor',
    rights: new Set([...auditorRights, ...(profile === 'full' ? auditorExtraRights : [])]),
    allowWebService: true,
  },
]
