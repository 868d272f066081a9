import { queryOptions } from '@tanstack/react-query'
import { api } from '../lib/client.ts'

export const roleQueries = {
  all: () => ['roles'] as const,
  list: () =>
    queryOptions({
      queryKey: [...roleQueries.all(), 'list'],
      queryFn: ({ signal }) => api.roles.list({}, { signal }),
      select: ({ roles }) => roles,
    }),
}
