import type { ApiKey } from '@latchkey/contract'
import { QueryClient } from '@tanstack/react-query'
import { beforeEach, expect, test, vi } from 'vitest'
import { apiKeyQueries, applyToList } from './api-key-queries.ts'
import { keyWith } from './keys-for-tests.ts'

const answers: ((apiKeys: readonly ApiKey[]) => void)[] = []
const search = vi.hoisted(() => vi.fn<() => Promise<unknown>>())
vi.mock('../lib/client.ts', () => ({ api: { apiKeys: { search } }, CallError: Error }))
vi.mock('../lib/first-page.ts', () => ({
  firstPage: { maxItems: 2, sortByObjectID: true, searchCriteria: [{ idTest: 'greater-than', idValue: 0 }] },
}))

beforeEach(() => {
  answers.length = 0
  search.mockImplementation(() => new Promise((resolve) => void answers.push((apiKeys) => resolve({ apiKeys }))))
})

/** As it was read, before anybody changed it. */
const [one, two, three] = [keyWith(1), keyWith(2), keyWith(3)]
const lockedOut = { ...one, active: false }

function crawled() {
  const queryClient = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } })
  const reading = async (answer: readonly ApiKey[], meanwhile = () => undefined as void) => {
    await vi.waitFor(() => expect(answers).not.toHaveLength(0))
    meanwhile()
    answers.shift()?.(answer)
  }
  const shown = () => queryClient.getQueryData(apiKeyQueries.crawl().queryKey)?.pages.flatMap(({ keys }) => keys)
  return { queryClient, reading, shown }
}

test('what one changes while the next page is read stays as one has made it', async () => {
  const { queryClient, reading, shown } = crawled()
  const crawl = queryClient.fetchInfiniteQuery({ ...apiKeyQueries.crawl(), pages: 2 })
  await reading([one, two])
  await reading([three], () => applyToList(queryClient, [lockedOut], []))
  await crawl
  expect(shown()).toEqual([lockedOut, two, three])
})

test('what one changes while the list is read anew stays as one has made it', async () => {
  const { queryClient, reading, shown } = crawled()
  const first = queryClient.fetchInfiniteQuery(apiKeyQueries.crawl())
  await reading([one])
  await first
  const again = queryClient.refetchQueries({ queryKey: apiKeyQueries.crawl().queryKey })
  await reading([one], () => applyToList(queryClient, [lockedOut, two], []))
  await again
  expect(shown()).toEqual([lockedOut, two])
  const afterwards = queryClient.refetchQueries({ queryKey: apiKeyQueries.crawl().queryKey })
  await reading([one])
  await afterwards
  expect(shown()).toEqual([one])
})
