import type { Note } from '@latchkey/contract'
import { useInfiniteQuery, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { apiKeyQueries } from '../../queries/api-key-queries.ts'
import type { KeyPage } from '../../queries/key-pages.ts'
import { noteQueries } from '../../queries/note-queries.ts'
import { roleQueries } from '../../queries/role-queries.ts'
import { sessionQueries } from '../../queries/session-queries.ts'
import { createNameOrder } from './name-order.ts'

const noPages: readonly KeyPage[] = []

/** All keys by name: the first page is shown as it comes, the others follow while it is used. */
export function useApiKeys(locale: string) {
  const list = useInfiniteQuery(apiKeyQueries.crawl())
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = list
  useEffect(() => {
    if (hasNextPage && !isFetching && !isFetchNextPageError) void fetchNextPage()
  }, [hasNextPage, isFetching, isFetchNextPageError, fetchNextPage])
  const nameOrder = useMemo(() => createNameOrder(locale), [locale])
  const pages = list.data?.pages ?? noPages
  const keys = useMemo(() => nameOrder(pages), [pages, nameOrder])
  return { ...list, keys }
}

/** Names of roles by ID. One's own role is known even to those who may not read the others. */
export function useRoleNames(): ReadonlyMap<number, string> {
  const { data: session } = useSuspenseQuery(sessionQueries.current())
  const { data: roles } = useQuery(roleQueries.list())
  return useMemo(
    () => new Map([...(session.role ? [session.role] : []), ...(roles ?? [])].map(({ ID, name }) => [ID, name])),
    [session.role, roles],
  )
}

const noNotes: ReadonlyMap<number, Note> = new Map()

/** What the console knows besides; empty for those who may not see it. */
export const useNotes = (): ReadonlyMap<number, Note> => useQuery(noteQueries.list()).data ?? noNotes
