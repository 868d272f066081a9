import type { ApiKey } from '@latchkey/contract'

export interface ExpiryWeek {
  /** Its first day, and the first after it, such as 2026-11-21. */
  readonly from: string
  readonly before: string
  readonly fromMs: number
  readonly lastMs: number
  readonly count: number
}

// The first whole weeks that hold the next ninety days.
const weeks = 13
const dayOf = (date: Date): string =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-')

/** How many keys expire in each of the weeks that begin today, by the viewer's days. */
export function expiryWeeks(keys: Iterable<Pick<ApiKey, 'expiryDate'>>, now: number): readonly ExpiryWeek[] {
  const bounds = Array.from({ length: weeks + 1 }, (_, week) => {
    const day = new Date(now)
    // Not by hours: a day on which the clocks change has more or fewer of them.
    day.setDate(day.getDate() + week * 7)
    day.setHours(0, 0, 0, 0)
    return day
  })
  const counts = new Array<number>(weeks).fill(0)
  for (const { expiryDate } of keys) {
    if (expiryDate === undefined || expiryDate < now) continue
    const week = bounds.findIndex((bound) => expiryDate < bound.getTime()) - 1
    if (week >= 0) counts[week] = (counts[week] ?? 0) + 1
  }
  return counts.flatMap((count, week) => {
    const [from, before] = bounds.slice(week, week + 2)
    if (!from || !before) return []
    return { from: dayOf(from), before: dayOf(before), fromMs: from.getTime(), lastMs: before.getTime() - 1, count }
  })
}
