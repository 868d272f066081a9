import { CallError } from '@latchkey/client'
import { QueryClient } from '@tanstack/react-query'

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // A refusal stays one; only what may pass by itself is tried again.
      retry: (failures, error) =>
        failures < 2 && error instanceof CallError && (error.status === undefined || error.status >= 502),
    },
  },
})

export const isSignedOut = (error: unknown): boolean => error instanceof CallError && error.status === 401
