import type { Administrator, CreateAdministrator, ModifyAdministrator } from '@latchkey/contract'
import { queryOptions, type QueryClient } from '@tanstack/react-query'
import { api } from '../lib/client.ts'

const params = (ID: number) => ({ administratorID: String(ID) })

export const administratorQueries = {
  all: () => ['administrators'] as const,
  list: () =>
    queryOptions({
      queryKey: [...administratorQueries.all(), 'list'],
      queryFn: ({ signal }) => api.administrators.list({}, { signal }),
      select: ({ administrators }) => administrators,
    }),
  detail: (ID: number) =>
    queryOptions({
      queryKey: [...administratorQueries.all(), 'detail', ID],
      queryFn: ({ signal }) => api.administrators.describe({ params: params(ID) }, { signal }),
    }),
  sessions: (ID: number) =>
    queryOptions({
      queryKey: [...administratorQueries.all(), 'sessions', ID],
      queryFn: ({ signal }) => api.managerSessions.list({ query: params(ID) }, { signal }),
      select: ({ sessions }) => sessions,
      // What is open changes by itself.
      staleTime: 0,
    }),
}

export const readAdministrator = (ID: number): Promise<Administrator> =>
  api.administrators.describe({ params: params(ID) })
export const createAdministrator = (body: CreateAdministrator): Promise<Administrator> =>
  api.administrators.create({ body })
export const modifyAdministrator = (ID: number, body: ModifyAdministrator): Promise<Administrator> =>
  api.administrators.modify({ params: params(ID), body })
export const removeAdministrator = (ID: number): Promise<void> => api.administrators.remove({ params: params(ID) })
export const endSession = (handle: string): Promise<void> => api.managerSessions.remove({ params: { handle } })

export const refreshAdministrators = (queryClient: QueryClient): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: administratorQueries.all() })
