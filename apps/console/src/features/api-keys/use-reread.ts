import type { ApiKey } from '@latchkey/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { rereadApiKey } from '../../queries/api-key-queries.ts'

/** One row as the manager has it now, without reading the list again. */
export function useReread() {
  const queryClient = useQueryClient()
  return useMutation({ mutationFn: ({ ID }: Pick<ApiKey, 'ID' | 'keyName'>) => rereadApiKey(queryClient, ID) })
}

export type Reread = ReturnType<typeof useReread>
