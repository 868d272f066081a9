import type { SystemEvent } from '@latchkey/contract'

export interface EventHour {
  readonly from: number
  readonly before: number
  readonly total: number
  readonly byLevel: Readonly<Record<SystemEvent['level'], number>>
  /** Whether all of it was read, a part of it, or nothing. */
  readonly read: 'all' | 'part' | 'none'
}

interface Range {
  /** The first moment after the last hour. */
  readonly end: number
  readonly count: number
  /** Before it nothing was read. */
  readonly readFrom: number
}

export const hourMs = 3_600_000

/** How many events each hour up to the end has, the oldest first; what was not read is no zero. */
export function eventHours(
  events: readonly Pick<SystemEvent, 'time' | 'level'>[],
  { end, count, readFrom }: Range,
): readonly EventHour[] {
  // Where the viewer is: some zones are half an hour beside the others.
  const last = new Date(end - 1).setMinutes(0, 0, 0)
  const byHour = Map.groupBy(events, ({ time }) => Math.floor((time - last) / hourMs))
  return Array.from({ length: count }, (_, index) => {
    const from = last - (count - 1 - index) * hourMs
    const before = from + hourMs
    const within = byHour.get(index - count + 1) ?? []
    const at = (level: SystemEvent['level']) => within.filter((event) => event.level === level).length
    return {
      from,
      before,
      total: within.length,
      byLevel: { info: at('info'), warning: at('warning'), error: at('error') },
      read: from >= readFrom ? 'all' : before > readFrom ? 'part' : 'none',
    }
  })
}
