import type { SystemEvent } from '@latchkey/contract'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '../lib/client.ts'

const pageSize = 500

export interface SystemEventFilter {
  readonly level?: SystemEvent['level'] | undefined
  readonly eventID?: number | undefined
  readonly targetKind?: SystemEvent['targetKind'] | undefined
  readonly targetID?: number | undefined
  readonly performedByID?: number | undefined
  readonly from?: number | undefined
  readonly to?: number | undefined
}

export const systemEventQueries = {
  all: () => ['system-events'] as const,
  /** The newest first, a page at a time: the next one is of what came before the last. */
  search: (filter: SystemEventFilter) =>
    infiniteQueryOptions({
      queryKey: [...systemEventQueries.all(), 'search', filter],
      initialPageParam: 0,
      queryFn: async ({ pageParam, signal }) => {
        const body = { newestFirst: true, maxItems: pageSize, searchCriteria: criteriaOf(filter, pageParam) }
        return (await api.systemEvents.search({ body }, { signal })).systemEvents
      },
      getNextPageParam: (page) => (page.length < pageSize ? undefined : page.at(-1)?.ID),
      staleTime: 0,
    }),
  detail: (ID: string) =>
    queryOptions({
      queryKey: [...systemEventQueries.all(), 'detail', ID],
      queryFn: ({ signal }) => api.systemEvents.describe({ params: { systemEventID: ID } }, { signal }),
    }),
}

function criteriaOf(
  { level, eventID, targetKind, targetID, performedByID, from, to }: SystemEventFilter,
  before: number,
) {
  const equal = (fieldName: string, numericValue: number | undefined) =>
    numericValue === undefined ? [] : [{ fieldName, numericTest: 'equal' as const, numericValue }]
  const choice = (fieldName: string, choiceValue: string | undefined) =>
    choiceValue === undefined ? [] : [{ fieldName, choiceTest: 'equal' as const, choiceValue }]
  return [
    ...(before === 0 ? [] : [{ idTest: 'less-than' as const, idValue: before }]),
    ...choice('level', level),
    ...equal('eventID', eventID),
    ...choice('targetKind', targetKind),
    ...equal('targetID', targetID),
    ...equal('performedByID', performedByID),
    ...(from === undefined ? [] : [{ fieldName: 'time', firstDateValue: from, firstDateInclusive: true }]),
    ...(to === undefined ? [] : [{ fieldName: 'time', lastDateValue: to, lastDateInclusive: false }]),
  ]
}
