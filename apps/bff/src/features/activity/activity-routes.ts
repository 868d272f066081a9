import type { bffEndpoints } from '@latchkey/contract'
import { RawJson, type Handlers } from '@latchkey/server'
import type { Caller } from '../../caller.ts'
import type { ActivityService } from './activity-service.ts'

type ActivityHandlers = Handlers<Pick<typeof bffEndpoints, 'activity'>, Caller>['activity']

export const activityHandlers = (activity: ActivityService): ActivityHandlers => ({
  search: ({ context, body }) => activity.search(context, body),
  describeVerification: ({ context }) => activity.describeVerification(context),
  exportCsv: async ({ context, body, reply }) => {
    const payload = await activity.exportCsv(context, body)
    reply.header('content-disposition', 'attachment; filename="activity.csv"')
    return new RawJson(payload)
  },
  exportJsonLines: async ({ context, body, reply }) => {
    const payload = await activity.exportJsonLines(context, body)
    reply.header('content-disposition', 'attachment; filename="activity.jsonl"')
    return new RawJson(payload)
  },
  recordExport: async ({ context, body }) => {
    await activity.recordExport(context, body)
    return undefined
  },
})
