import type { ActivityFilter, RecordExport, SystemEvent } from '@latchkey/contract'
import { infiniteQueryOptions } from '@tanstack/react-query'
import { api } from '../lib/client.ts'

const eventPageSize = 500

export interface SystemEventFilter {
  readonly level?: SystemEvent['level'] | undefined
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
        const body = { newestFirst: true, maxItems: eventPageSize, searchCriteria: criteriaOf(filter, pageParam) }
        return (await api.systemEvents.search({ body }, { signal })).systemEvents
      },
      getNextPageParam: (page) => (page.length < eventPageSize ? undefined : page.at(-1)?.ID),
      staleTime: 0,
    }),
}

function criteriaOf({ level, targetKind, targetID, performedByID, from, to }: SystemEventFilter, before: number) {
  const equal = (fieldName: string, numericValue: number | undefined) =>
    numericValue === undefined ? [] : [{ fieldName, numericTest: 'equal' as const, numericValue }]
  const choice = (fieldName: string, choiceValue: string | undefined) =>
    choiceValue === undefined ? [] : [{ fieldName, choiceTest: 'equal' as const, choiceValue }]
  return [
    ...(before === 0 ? [] : [{ idTest: 'less-than' as const, idValue: before }]),
    ...choice('level', level),
    ...choice('targetKind', targetKind),
    ...equal('targetID', targetID),
    ...equal('performedByID', performedByID),
    ...(from === undefined ? [] : [{ fieldName: 'time', firstDateValue: from, firstDateInclusive: true }]),
    ...(to === undefined ? [] : [{ fieldName: 'time', lastDateValue: to, lastDateInclusive: false }]),
  ]
}

const activityPageSize = 500

export const activityQueries = {
  all: () => ['activity'] as const,
  search: (filter: ActivityFilter) =>
    infiniteQueryOptions({
      queryKey: [...activityQueries.all(), 'search', filter],
      initialPageParam: 0,
      queryFn: ({ pageParam, signal }) =>
        api.activity.search(
          { body: { ...filter, maxItems: activityPageSize, ...(pageParam > 0 && { before: pageParam }) } },
          { signal },
        ),
      getNextPageParam: ({ entries }): number | undefined =>
        entries.length < activityPageSize ? undefined : entries.at(-1)?.sequence,
      staleTime: 0,
    }),
}

export const recordExport = (body: RecordExport): Promise<void> => api.activity.recordExport({ body })
export const exportActivityCsv = (filter: ActivityFilter): Promise<string> => api.activity.exportCsv({ body: filter })
