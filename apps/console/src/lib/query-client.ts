import { CallError } from '@latchkey/client'
import { QueryClient } from '@tanstack/react-query'

export const queryClient = new QueryClient({
  defaultOptions: {
    // Offline is said on the page; nothing is queued to happen later by itself.
    queries: { staleTime: 30_000, retry: mayWorkNextTime, refetchOnWindowFocus: false, networkMode: 'always' },
    mutations: { retry: false, networkMode: 'always' },
  },
})

/** What was refused will be refused again; a lost answer or a passing fault is worth two more attempts. */
export function mayWorkNextTime(failures: number, error: unknown): boolean {
  return failures < 2 && error instanceof CallError && (error.status === undefined || error.status >= 502)
}

export const statusOf = (error: unknown): number | undefined => (error instanceof CallError ? error.status : undefined)

export const isSignedOut = (error: unknown): boolean => statusOf(error) === 401
