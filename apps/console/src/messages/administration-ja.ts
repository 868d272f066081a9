import type { AdministrationMessages } from './administration-en.ts'
import { activityNames } from './ja/activity-names.ts'
import { frames } from './ja/frames.ts'
import { logs } from './ja/logs.ts'
import { profile } from './ja/profile.ts'
import { rights } from './ja/rights.ts'
import { roles } from './ja/roles.ts'
import { settings } from './ja/settings.ts'
import { tenants } from './ja/tenants.ts'
import { users } from './ja/users.ts'

export const ja: AdministrationMessages = {
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
