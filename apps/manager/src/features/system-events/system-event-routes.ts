import type { systemEventEndpoints } from '@latchkey/contract'
import type { Handlers } from '@latchkey/server'
import type { Caller } from '../../caller.ts'
import { jsonList } from '../../http/json-list.ts'
import type { SystemEventService } from './system-event-service.ts'

export const systemEventHandlers = (
  events: SystemEventService,
): Handlers<{ systemEvents: typeof systemEventEndpoints }, Caller>['systemEvents'] => ({
  list: async ({ context }) => await jsonList('systemEvents', events.list(context)),
  search: async ({ context, body }) => await jsonList('systemEvents', events.search(context, body)),
  describe: ({ context, params }) => events.describe(context, params.systemEventID),
})
