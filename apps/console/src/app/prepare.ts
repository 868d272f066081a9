import { queryClient } from '../lib/query-client.ts'
import { loadPreferred } from '../messages/messages.tsx'
import { apiKeyQueries } from '../queries/api-key-queries.ts'
import { noteQueries } from '../queries/note-queries.ts'
import { roleQueries } from '../queries/role-queries.ts'
import { router } from './router.ts'

// Longer than a manager takes that is well; after that the page shows that it waits.
const patienceMs = 250

/** The words, the page's route, and the rows if they come soon. */
export async function prepare(): ReturnType<typeof loadPreferred> {
  const [speech] = await Promise.all([loadPreferred(), router.load()])
  const isList = router.shown().place.path?.startsWith('/api-keys')
  if (isList) await Promise.race([firstRows(), new Promise((resolve) => setTimeout(resolve, patienceMs))])
  return speech
}

const firstRows = (): Promise<unknown> =>
  Promise.all([
    queryClient.prefetchInfiniteQuery(apiKeyQueries.crawl()),
    queryClient.prefetchQuery(roleQueries.list()),
    queryClient.prefetchQuery(noteQueries.list()),
  ])
