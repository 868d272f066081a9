import { queryOptions } from '@tanstack/react-query'
import { api } from '../lib/client.ts'

export const activityQueries = {
  all: () => ['activity'] as const,
  /** Who did what to one key, the newest first. What a change began with is told by how it ended. */
  ofKey: (apiKeyID: number) =>
    queryOptions({
      queryKey: [...activityQueries.all(), 'key', apiKeyID],
      queryFn: async ({ signal }) => {
        const body = { objectKind: 'apiKeys', objectID: apiKeyID, maxItems: 100 }
        const { entries } = await api.activity.search({ body }, { signal })
        return entries.filter(({ outcome }) => outcome !== 'begun')
      },
      staleTime: 0,
    }),
}
