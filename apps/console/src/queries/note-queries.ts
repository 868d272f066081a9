import type { ModifyNote, Note } from '@latchkey/contract'
import { queryOptions } from '@tanstack/react-query'
import { api } from '../lib/client.ts'

export const noteQueries = {
  all: () => ['notes'] as const,
  /** What the console knows about keys and the manager does not, by the key's ID. */
  list: () =>
    queryOptions({
      queryKey: [...noteQueries.all(), 'list'],
      queryFn: async ({ signal }) => new Map((await api.notes.list({}, { signal })).notes.map((n) => [n.apiKeyID, n])),
      structuralSharing: false,
    }),
}

export const modifyNote = (apiKeyID: number, body: ModifyNote): Promise<Note> =>
  api.notes.modify({ params: { apiKeyID: String(apiKeyID) }, body })
