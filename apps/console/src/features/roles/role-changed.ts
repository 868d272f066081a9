import type { Role } from '@latchkey/contract'
import { readRole } from '../../queries/role-queries.ts'
import { roleDifferences } from './role-differences.ts'

/** The role is not any more what the person saw who began to change it; nothing was done. */
export class RoleChanged extends Error {
  readonly before: Role
  readonly now: Role

  constructor(before: Role, now: Role) {
    super('The role changed meanwhile.')
    this.name = 'RoleChanged'
    this.before = before
    this.now = now
  }
}

/** Read again right before it is changed: what somebody else did meanwhile has to be seen first. */
export async function requireAsSeen(seen: Role): Promise<void> {
  const now = await readRole(seen.ID)
  if (roleDifferences(seen, now).length > 0) throw new RoleChanged(seen, now)
}
