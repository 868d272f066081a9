import { queryOptions } from '@tanstack/react-query'
import { api } from '../lib/client.ts'
import { apiKeyQueries } from './api-key-queries.ts'

const shownMax = 6

/** The first few whose name holds the text; those that begin with it come before the others. */
export const namedKeysQuery = (text: string) =>
  queryOptions({
    queryKey: [...apiKeyQueries.all(), 'named', text],
    queryFn: async ({ signal }) => {
      const [beginning, holding] = await Promise.all(
        [`${text}%`, `%${text}%`].map((pattern) => api.apiKeys.search({ body: nameLike(pattern) }, { signal })),
      )
      const found = [...(beginning?.apiKeys ?? []), ...(holding?.apiKeys ?? [])]
      return [...new Map(found.map((key) => [key.ID, key])).values()].slice(0, shownMax)
    },
  })

const nameLike = (stringValue: string) => ({
  maxItems: shownMax,
  searchCriteria: [{ fieldName: 'keyName', stringTest: 'equal' as const, stringValue, stringWildcards: true }],
})
