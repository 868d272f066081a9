import { activityEndpoints } from './activity.ts'
import { issuanceEndpoints } from './issuances.ts'
import { liveEndpoints } from './live.ts'
import { managerForPage } from './manager-for-page.ts'
import { noteEndpoints } from './notes.ts'
import { browserSessionEndpoints, ownSessionEndpoints } from './session.ts'

/** Everything under /bff: the BFF's own endpoints, and those of the manager that the page uses, each by name. */
export const bffEndpoints = {
  session: browserSessionEndpoints,
  sessions: ownSessionEndpoints,
  ...managerForPage,
  issuances: issuanceEndpoints,
  notes: noteEndpoints,
  activity: activityEndpoints,
  live: liveEndpoints,
}
