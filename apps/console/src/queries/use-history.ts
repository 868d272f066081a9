import type { SystemEvent } from '@latchkey/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { activityKindOf, createOriginOf, isChange, type Origin } from '../lib/outside.ts'
import { activityQueries } from './activity-queries.ts'
import { systemEventQueries } from './system-event-queries.ts'

interface Happened {
  readonly time: number
  readonly by: string
  readonly origin: Origin | undefined
}

/** Undefined where the viewer may not read it, or where the manager keeps it no more. */
export interface History {
  readonly made: Happened | undefined
  readonly changed: Happened | undefined
}

const made: ReadonlySet<number> = new Set([650, 656, 660])

/** Who made something and who changed it last, and whether through this console; undefined until it is read. */
export function useHistory(targetKind: 'api-key' | 'administrator' | 'role', targetID: number): History | undefined {
  const events = useInfiniteQuery({ ...systemEventQueries.search({ targetKind, targetID }), retry: false })
  const activity = useInfiniteQuery(
    activityQueries.search({ objectKind: activityKindOf(targetKind) ?? '', objectID: targetID }),
  )
  if (events.isPending || activity.isPending) return undefined
  const originOf = createOriginOf(
    activity.data?.pages.flatMap(({ entries }) => entries),
    !activity.hasNextPage,
  )
  const happened = (event: SystemEvent | undefined): Happened | undefined =>
    event && { time: event.time, by: event.performedByName, origin: originOf(event) }
  const changes = (events.data?.pages.flat() ?? []).filter(isChange)
  return { made: happened(changes.find(({ eventID }) => made.has(eventID))), changed: happened(changes[0]) }
}
