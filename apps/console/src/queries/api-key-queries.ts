import type { ApiKey } from '@latchkey/contract'
import { infiniteQueryOptions, type InfiniteData } from '@tanstack/react-query'
import { api } from '../lib/client.ts'

const pageSize = 5_000

export const apiKeyQueries = {
  all: () => ['api-keys'] as const,
  /** Crawled in pages by ID, as any manager can: it has neither cursor nor total. */
  crawl: () =>
    infiniteQueryOptions({
      queryKey: [...apiKeyQueries.all(), 'crawl'],
      initialPageParam: 0,
      queryFn: ({ pageParam, signal }) =>
        api.apiKeys.search(
          {
            body: {
              maxItems: pageSize,
              sortByObjectID: true,
              searchCriteria: [{ idTest: 'greater-than', idValue: pageParam }],
            },
          },
          { signal },
        ),
      getNextPageParam: ({ apiKeys }) => (apiKeys.length < pageSize ? undefined : apiKeys.at(-1)?.ID),
      select: ({ pages }: InfiniteData<{ apiKeys: ApiKey[] }>): readonly ApiKey[] =>
        pages.flatMap(({ apiKeys }) => apiKeys),
    }),
}
