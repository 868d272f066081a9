import type { SystemEvent } from '@latchkey/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { matching } from '../../../frames/list-rows.ts'
import { endOfDay } from '../../../lib/days.ts'
import { useNow } from '../../../lib/use-now.ts'
import { systemEventQueries, type SystemEventFilter } from '../../../queries/system-event-queries.ts'
import { useMediaQuery } from '../../../ui/use-media-query.ts'
import type { EventSearch } from '../event-address.ts'
import { eventHours } from './event-hours.ts'

interface Row {
  readonly event: SystemEvent
}

/** While one looks at a single hour, the others are read again no more often than this. */
const besideMs = 60_000

/**
 * The hours of the last day, or of the day the list ends with, from what the list has read: it costs one more reading
 * only where the address names an hour. Undefined until it is read.
 */
export function useEventHours(filter: SystemEventFilter, search: EventSearch, textOf: (row: Row) => string) {
  const now = useNow(besideMs)
  const isNarrow = useMediaQuery('(max-width: 640px)')
  const { data, hasNextPage } = useInfiniteQuery({
    ...systemEventQueries.search(filter),
    refetchInterval: search.live === 'on' && search.hour !== undefined && besideMs,
  })
  const end = Math.min(endOfDay(search.to) ?? now, now)
  const count = isNarrow ? 12 : 24
  return useMemo(() => {
    if (!data) return undefined
    const rows = data.pages.flat().map((event) => ({ event }))
    const shown = matching(rows, search.q ?? '', textOf).map(({ event }) => event)
    const oldest = hasNextPage ? rows.at(-1)?.event.time : undefined
    const hours = eventHours(shown, { end, count, readFrom: oldest ?? -Infinity })
    const [first] = hours
    return { hours, readFrom: first && oldest !== undefined && oldest > first.from ? oldest : undefined }
  }, [data, hasNextPage, search.q, textOf, end, count])
}
