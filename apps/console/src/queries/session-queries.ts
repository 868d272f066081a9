import { queryOptions } from '@tanstack/react-query'
import { api } from '../lib/client.ts'

export const sessionQueries = {
  all: () => ['session'] as const,
  current: () =>
    queryOptions({
      queryKey: [...sessionQueries.all(), 'current'],
      queryFn: ({ signal }) => api.session.describe({}, { signal }),
      staleTime: 60_000,
      retry: false,
    }),
}
