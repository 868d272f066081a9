import type { Role } from '@latchkey/contract'
import { ChangedMeanwhile } from '../../lib/changed-meanwhile.ts'
import { readRole } from '../../queries/role-queries.ts'
import { roleDifferences } from './role-differences.ts'

export class RoleChanged extends ChangedMeanwhile<Role> {}

/** Read again right before it is changed: what somebody else did meanwhile has to be seen first. */
export async function requireAsSeen(seen: Role): Promise<void> {
  const now = await readRole(seen.ID)
  if (roleDifferences(seen, now).length > 0) throw new RoleChanged(seen, now)
}
