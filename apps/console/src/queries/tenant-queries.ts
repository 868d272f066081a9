import type { CreateTenant, ModifyTenant, Tenant } from '@latchkey/contract'
import { queryOptions, type QueryClient } from '@tanstack/react-query'
import { api } from '../lib/client.ts'

const params = (ID: number) => ({ tenantID: String(ID) })

export const tenantQueries = {
  all: () => ['tenants'] as const,
  list: () =>
    queryOptions({
      queryKey: [...tenantQueries.all(), 'list'],
      queryFn: ({ signal }) => api.tenants.list({}, { signal }),
      select: ({ tenants }) => tenants,
    }),
}

export const readTenant = (ID: number): Promise<Tenant> => api.tenants.describe({ params: params(ID) })
export const createTenant = (body: CreateTenant): Promise<Tenant> => api.tenants.create({ query: {}, body })
export const modifyTenant = (ID: number, body: ModifyTenant): Promise<Tenant> =>
  api.tenants.modify({ params: params(ID), body })
export const removeTenant = (ID: number): Promise<void> => api.tenants.remove({ params: params(ID) })

export const refreshTenants = (queryClient: QueryClient): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: tenantQueries.all() })
