import type { Administrator } from '@latchkey/contract'
import { ChangedMeanwhile } from '../../lib/changed-meanwhile.ts'
import { readAdministrator } from '../../queries/administrator-queries.ts'
import { differences } from './user-form.ts'

export class UserChanged extends ChangedMeanwhile<Administrator> {}

/** Read again right before they are changed: what somebody else did meanwhile has to be seen first. */
export async function requireAsSeen(seen: Administrator): Promise<void> {
  const now = await readAdministrator(seen.ID)
  if (differences(seen, now).length > 0) throw new UserChanged(seen, now)
}
