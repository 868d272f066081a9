import type { CreateRole, ModifyRole, Role } from '@latchkey/contract'
import { queryOptions, type QueryClient } from '@tanstack/react-query'
import { api } from '../lib/client.ts'

export const roleQueries = {
  all: () => ['roles'] as const,
  list: () =>
    queryOptions({
      queryKey: [...roleQueries.all(), 'list'],
      queryFn: ({ signal }) => api.roles.list({}, { signal }),
      select: ({ roles }) => roles,
    }),
  detail: (ID: number) =>
    queryOptions({
      queryKey: [...roleQueries.all(), 'detail', ID],
      queryFn: ({ signal }) => api.roles.describe({ params: { roleID: String(ID) } }, { signal }),
    }),
}

export const readRole = (ID: number): Promise<Role> => api.roles.describe({ params: { roleID: String(ID) } })
export const createRole = (body: CreateRole): Promise<Role> => api.roles.create({ body })
export const modifyRole = (ID: number, body: ModifyRole): Promise<Role> =>
  api.roles.modify({ params: { roleID: String(ID) }, body })
export const removeRole = (ID: number): Promise<void> => api.roles.remove({ params: { roleID: String(ID) } })

export const refreshRoles = (queryClient: QueryClient): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: roleQueries.all() })
