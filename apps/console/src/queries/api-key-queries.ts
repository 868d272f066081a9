import type { ApiKey } from '@latchkey/contract'
import { infiniteQueryOptions, queryOptions, type InfiniteData, type QueryClient } from '@tanstack/react-query'
import { firstPage } from '../lib/first-page.ts'
import { api } from '../lib/client.ts'
import { statusOf } from '../lib/query-client.ts'
import { pagesWith, type KeyPage } from './key-pages.ts'

export const apiKeyQueries = {
  all: () => ['api-keys'] as const,
  /** Crawled in pages by ID, as any manager can: it has neither cursor nor total. */
  crawl: () =>
    infiniteQueryOptions({
      queryKey: [...apiKeyQueries.all(), 'crawl'],
      initialPageParam: 0,
      queryFn: async ({ pageParam, signal }) =>
        keyPage((await api.apiKeys.search({ body: pageAfter(pageParam) }, { signal })).apiKeys),
      getNextPageParam: ({ next }) => next,
      staleTime: 60_000,
      // Comparing a hundred thousand keys one by one would stop the page for longer than drawing them again.
      structuralSharing: false,
    }),
  detail: (ID: number) =>
    queryOptions({
      queryKey: [...apiKeyQueries.all(), 'detail', ID],
      queryFn: ({ signal }) => api.apiKeys.describe({ params: { apiKeyID: String(ID) } }, { signal }),
      staleTime: 0,
    }),
}

/** As the manager has it now, past what is kept here. */
export const readApiKey = (ID: number, { passive = false } = {}): Promise<ApiKey> =>
  api.apiKeys.describe({ params: { apiKeyID: String(ID) } }, passive ? byItself : {})

/** One row as the manager has it now, or no row where the key is gone. */
export async function rereadApiKey(queryClient: QueryClient, ID: number): Promise<void> {
  try {
    putApiKey(queryClient, await readApiKey(ID))
  } catch (error) {
    if (statusOf(error) !== 404) throw error
    applyToList(queryClient, [], [ID])
  }
}

/** Those made since the last that is known. */
export const readNewApiKeys = async (lastID: number): Promise<readonly ApiKey[]> =>
  (await api.apiKeys.search({ body: pageAfter(lastID) }, byItself)).apiKeys

/** What the page asks by itself keeps no session alive. */
const byItself = { headers: { 'x-passive': '1' } }

type Pages = InfiniteData<KeyPage, number>

/** One row of the list as the manager has it now: the list itself is not read again for it. */
export function putApiKey(queryClient: QueryClient, key: ApiKey): void {
  queryClient.setQueryData(apiKeyQueries.detail(key.ID).queryKey, key)
  applyToList(queryClient, [key], [])
}

/** Many rows at once, so that a long list is gone through once. */
export function applyToList(queryClient: QueryClient, put: readonly ApiKey[], dropped: readonly number[]): void {
  const { queryKey } = apiKeyQueries.crawl()
  const apply = () => {
    queryClient.setQueryData<Pages>(queryKey, (data) => data && { ...data, pages: pagesWith(data.pages, put, dropped) })
  }
  apply()
  // What is being read was asked for before this, and would put the rows back as they were.
  void queryClient
    .getQueryCache()
    .find({ queryKey })
    ?.promise?.then(apply, () => undefined)
}

const pageAfter = (ID: number) => ({
  ...firstPage,
  searchCriteria: [{ ...firstPage.searchCriteria[0], idValue: ID }],
})

// Behind a full page there may be more.
const keyPage = (keys: readonly ApiKey[]): KeyPage => ({
  keys,
  next: keys.length < firstPage.maxItems ? undefined : keys.at(-1)?.ID,
})
