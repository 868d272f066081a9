import type { QueryClient } from '@tanstack/react-query'
import { apiKeyQueries } from './api-key-queries.ts'

/** Some managers do not keep when a key last signed in; one that has it for any key does. */
export const keepsLastSignIn = (queryClient: QueryClient): boolean =>
  queryClient
    .getQueryData(apiKeyQueries.crawl().queryKey)
    ?.pages.some(({ keys }) => keys.some(({ lastSignIn }) => lastSignIn !== undefined)) ?? false
