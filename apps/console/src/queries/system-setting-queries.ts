import type { SettingValue, SystemSettings } from '@latchkey/contract'
import { queryOptions, type QueryClient } from '@tanstack/react-query'
import { api } from '../lib/client.ts'

export const systemSettingQueries = {
  all: () => ['system-settings'] as const,
  list: () =>
    queryOptions({
      queryKey: [...systemSettingQueries.all(), 'list'],
      queryFn: ({ signal }) => api.systemSettings.list({}, { signal }),
    }),
}

export const modifySystemSettings = (body: SystemSettings): Promise<SystemSettings> =>
  api.systemSettings.modifyAll({ body })
export const resetSystemSetting = (name: string): Promise<SettingValue> =>
  api.systemSettings.reset({ params: { name } })

export const refreshSystemSettings = (queryClient: QueryClient): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: systemSettingQueries.all() })
