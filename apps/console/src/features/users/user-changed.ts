import type { Administrator } from '@latchkey/contract'
import { readAdministrator } from '../../queries/administrator-queries.ts'
import { differences } from './user-form.ts'

/** The user is not any more as they were when they were shown; nothing was done. */
export class UserChanged extends Error {
  readonly before: Administrator
  readonly now: Administrator

  constructor(before: Administrator, now: Administrator) {
    super('The user changed meanwhile.')
    this.name = 'UserChanged'
    this.before = before
    this.now = now
  }
}

/** Read again right before they are changed: what somebody else did meanwhile has to be seen first. */
export async function requireAsSeen(seen: Administrator): Promise<void> {
  const now = await readAdministrator(seen.ID)
  if (differences(seen, now).length > 0) throw new UserChanged(seen, now)
}
