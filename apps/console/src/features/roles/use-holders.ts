import type { Administrator, ApiKey } from '@latchkey/contract'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { administratorQueries } from '../../queries/administrator-queries.ts'
import { apiKeyQueries } from '../../queries/api-key-queries.ts'

export interface Holders {
  readonly users: readonly Administrator[]
  readonly keys: readonly ApiKey[]
}

export interface HoldersOf {
  readonly of: (roleID: number) => Holders
  /** False where the viewer may not read them: then the number is not zero but unknown. */
  readonly usersAreKnown: boolean
  readonly keysAreKnown: boolean
}

export const nobody: Holders = { users: [], keys: [] }

/** Who holds which role. Keys come in pages, as on their own page, and from the same cache. */
export function useHolders(): HoldersOf {
  const users = useQuery(administratorQueries.list())
  const keys = useInfiniteQuery(apiKeyQueries.crawl())
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = keys
  useEffect(() => {
    if (hasNextPage && !isFetching && !isFetchNextPageError) void fetchNextPage()
  }, [hasNextPage, isFetching, isFetchNextPageError, fetchNextPage])
  const pages = keys.data?.pages
  const byRole = useMemo(() => {
    const usersByRole = Map.groupBy(users.data ?? [], ({ roleID }) => roleID)
    const keysByRole = Map.groupBy(pages?.flatMap((page) => page.keys) ?? [], ({ roleID }) => roleID)
    const roleIDs = new Set([...usersByRole.keys(), ...keysByRole.keys()])
    return new Map([...roleIDs].map((ID) => [ID, { users: usersByRole.get(ID) ?? [], keys: keysByRole.get(ID) ?? [] }]))
  }, [users.data, pages])
  return {
    of: (roleID) => byRole.get(roleID) ?? nobody,
    usersAreKnown: users.isSuccess,
    keysAreKnown: keys.isSuccess && !hasNextPage,
  }
}
