import type { ApiKey } from '@latchkey/contract'
import { infiniteQueryOptions } from '@tanstack/react-query'
import { api } from '../lib/client.ts'

const pageSize = 5_000

export const apiKeyQueries = {
  all: () => ['api-keys'] as const,
  /** Crawled in pages by ID, as any manager can: it has neither cursor nor total. */
  crawl: () =>
    infiniteQueryOptions({
      queryKey: [...apiKeyQueries.all(), 'crawl'],
      initialPageParam: 0,
      queryFn: async ({ pageParam, signal }) =>
        (await api.apiKeys.search({ body: pageAfter(pageParam) }, { signal })).apiKeys,
      getNextPageParam: lastOfFullPage,
      staleTime: 60_000,
      // Comparing a hundred thousand keys one by one would stop the page for longer than drawing them again.
      structuralSharing: false,
    }),
}

const pageAfter = (ID: number) => ({
  maxItems: pageSize,
  sortByObjectID: true,
  searchCriteria: [{ idTest: 'greater-than' as const, idValue: ID }],
})

const lastOfFullPage = (page: readonly ApiKey[]): number | undefined =>
  page.length < pageSize ? undefined : page.at(-1)?.ID
