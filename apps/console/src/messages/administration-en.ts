import { activityNames } from './en/activity-names.ts'
import { frames } from './en/frames.ts'
import { logs } from './en/logs.ts'
import { profile } from './en/profile.ts'
import { rights } from './en/rights.ts'
import { roles } from './en/roles.ts'
import { settings } from './en/settings.ts'
import { tenants } from './en/tenants.ts'
import { users } from './en/users.ts'

/** What the screens of administrators say besides; it comes with them. */
export const en = {
  ...activityNames,
  ...frames,
  ...logs,
  ...profile,
  ...rights,
  ...roles,
  ...settings,
  ...tenants,
  ...users,
}

export type AdministrationMessages = typeof en
