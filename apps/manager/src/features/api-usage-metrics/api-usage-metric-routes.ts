import type { apiUsageMetricEndpoints } from '@latchkey/contract'
import type { Handlers } from '@latchkey/server'
import type { Caller } from '../../caller.ts'
import { jsonList } from '../../http/json-list.ts'
import type { ApiUsageMetricService } from './api-usage-metric-service.ts'

export const apiUsageMetricHandlers = (
  metrics: ApiUsageMetricService,
): Handlers<{ apiUsageMetrics: typeof apiUsageMetricEndpoints }, Caller>['apiUsageMetrics'] => ({
  list: async ({ context }) => await jsonList('apiUsageMetrics', metrics.list(context)),
  search: async ({ context, body }) => await jsonList('apiUsageMetrics', metrics.search(context, body)),
})
