import type { ActivityEntry, ActivityFilter } from '@latchkey/contract'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '../lib/client.ts'

const pageSize = 500
const checkingMs = 3_000

export const activityQueries = {
  all: () => ['activity'] as const,
  /** The newest first, a page at a time. */
  search: (filter: ActivityFilter) =>
    infiniteQueryOptions({
      queryKey: [...activityQueries.all(), 'search', filter],
      initialPageParam: 0,
      queryFn: ({ pageParam, signal }) =>
        api.activity.search(
          { body: { ...filter, maxItems: pageSize, ...(pageParam > 0 && { before: pageParam }) } },
          { signal },
        ),
      getNextPageParam: ({ entries }): number | undefined =>
        entries.length < pageSize ? undefined : entries.at(-1)?.sequence,
      staleTime: 0,
    }),
  /** How far the chain is proven; while it is being read, it is asked again. */
  verification: () =>
    queryOptions({
      queryKey: [...activityQueries.all(), 'verification'],
      queryFn: ({ signal }) => api.activity.describeVerification({}, { signal, headers: { 'x-passive': '1' } }),
      refetchInterval: ({ state }) => state.data?.checking === true && checkingMs,
    }),
  /** The entry of that number; null where there is none. */
  entry: (sequence: number) =>
    queryOptions({
      queryKey: [...activityQueries.all(), 'entry', sequence],
      queryFn: async ({ signal }): Promise<ActivityEntry | null> => {
        const { entries } = await api.activity.search({ body: { before: sequence + 1, maxItems: 1 } }, { signal })
        return entries.find((entry) => entry.sequence === sequence) ?? null
      },
    }),
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

export const exportActivityCsv = (filter: ActivityFilter): Promise<string> => api.activity.exportCsv({ body: filter })
