import type { Administrator } from '@latchkey/contract'

const fullAccessRoleID = 1

export type Obstacle = 'oneself' | 'lastFull'

/** The manager refuses to leave nobody who may do everything, and nobody removes or locks out themselves. */
export function obstacleTo(
  user: Pick<Administrator, 'ID' | 'active' | 'roleID'>,
  users: readonly Pick<Administrator, 'ID' | 'active' | 'roleID'>[],
  ownID: number,
): Obstacle | undefined {
  if (user.ID === ownID) return 'oneself'
  return isLastFull(user, users) ? 'lastFull' : undefined
}

type Holder = Pick<Administrator, 'active' | 'roleID'>

/** Even oneself is given no other role then. */
export function isLastFull(user: Holder, users: readonly Holder[]): boolean {
  const isFull = ({ active, roleID }: Holder) => active && roleID === fullAccessRoleID
  return isFull(user) && users.filter(isFull).length === 1
}

export type UserStatus = 'active' | 'locked-out'

/** Wrong passwords lock somebody out until a time, and leave `active` as it is. */
export const statusAt = (
  { active, unlockTime }: Pick<Administrator, 'active' | 'unlockTime'>,
  now: number,
): UserStatus => ((unlockTime === undefined ? active : unlockTime <= now) ? 'active' : 'locked-out')
