import type { ApiKey, ModifyApiKey } from '@latchkey/contract'
import { infiniteQueryOptions, queryOptions, type InfiniteData, type QueryClient } from '@tanstack/react-query'
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
  detail: (ID: number) =>
    queryOptions({
      queryKey: [...apiKeyQueries.all(), 'detail', ID],
      queryFn: ({ signal }) => api.apiKeys.describe({ params: { apiKeyID: String(ID) } }, { signal }),
      staleTime: 0,
    }),
}

/** As the manager has it now, past what is kept here. */
export const readApiKey = (ID: number): Promise<ApiKey> => api.apiKeys.describe({ params: { apiKeyID: String(ID) } })

export const modifyApiKey = (ID: number, body: ModifyApiKey): Promise<ApiKey> =>
  api.apiKeys.modify({ params: { apiKeyID: String(ID) }, body })

class NotLockedOut extends Error {}

/** Locked out is what the manager says when it is read again, not what was asked of it. */
export async function lockOutSurely(ID: number): Promise<ApiKey> {
  await modifyApiKey(ID, { active: false })
  const key = await readApiKey(ID)
  if (key.active) throw new NotLockedOut()
  return key
}

/** Some managers do not keep when a key last signed in; one that has it for any key does. */
export const keepsLastSignIn = (queryClient: QueryClient): boolean =>
  queryClient
    .getQueryData(apiKeyQueries.crawl().queryKey)
    ?.pages.some((page) => page.some(({ lastSignIn }) => lastSignIn !== undefined)) ?? false

type Pages = InfiniteData<readonly ApiKey[], number>

/** One row of the list as the manager has it now: the list itself is not read again for it. */
export function putApiKey(queryClient: QueryClient, key: ApiKey): void {
  queryClient.setQueryData(apiKeyQueries.detail(key.ID).queryKey, key)
  changePages(queryClient, (pages) => {
    const isKnown = pages.some((page) => page.some(({ ID }) => ID === key.ID))
    if (isKnown)
      return pages.map((page) => (hasKey(page, key.ID) ? page.map((old) => (old.ID === key.ID ? key : old)) : page))
    // A new key has the highest ID, so that it belongs to the last page.
    return pages.map((page, index) => (index === pages.length - 1 ? [...page, key] : page))
  })
}

function changePages(
  queryClient: QueryClient,
  change: (pages: readonly (readonly ApiKey[])[]) => readonly (readonly ApiKey[])[],
): void {
  queryClient.setQueryData<Pages>(
    apiKeyQueries.crawl().queryKey,
    (data) => data && { ...data, pages: [...change(data.pages)] },
  )
}

const hasKey = (page: readonly ApiKey[], wanted: number): boolean => page.some(({ ID }) => ID === wanted)

const pageAfter = (ID: number) => ({
  maxItems: pageSize,
  sortByObjectID: true,
  searchCriteria: [{ idTest: 'greater-than' as const, idValue: ID }],
})

const lastOfFullPage = (page: readonly ApiKey[]): number | undefined =>
  page.length < pageSize ? undefined : page.at(-1)?.ID
