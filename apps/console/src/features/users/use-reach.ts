import type { Administrator } from '@latchkey/contract'
import { useQuery } from '@tanstack/react-query'
import { beyond } from '../../lib/grants.ts'
import { useOwnRole } from '../../queries/own-role.ts'
import { roleQueries } from '../../queries/role-queries.ts'

/** All may be changed, what they have may be changed but no more given, or nothing. */
export type Reach = 'all' | 'noGrant' | 'nothing'

/** How far one reaches to a user who may do more than oneself (docs/decisions/0023); the manager has the last word. */
export function useReach(): (user: Pick<Administrator, 'roleID'>) => Reach {
  const { ownRole } = useOwnRole()
  const { data: roles } = useQuery(roleQueries.list())
  return ({ roleID }) => {
    const role = roles?.find(({ ID }) => ID === roleID)
    if (ownRole === undefined || role === undefined || beyond(ownRole, role).length === 0) return 'all'
    return ownRole.canOnlyManipulateUsersWithEqualOrLesserRights ? 'nothing' : 'noGrant'
  }
}
