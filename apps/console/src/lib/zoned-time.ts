import { CalendarDateTime, fromAbsolute as at, parseDate, parseTime, toZoned } from '@internationalized/date'

/** As a clock on the wall shows it: 2026-11-21 and 14:05. */
export interface WallTime {
  readonly date: string
  readonly time: string
}

/** What a wall time is in a zone: one moment, two on the night the clocks go back, none when they go forward. */
export type Moments =
  | { readonly kind: 'one'; readonly ms: number }
  | { readonly kind: 'twice'; readonly earlier: number; readonly later: number }
  | { readonly kind: 'never'; readonly before: number; readonly after: number }
  | { readonly kind: 'unreadable' }

const minuteMs = 60_000

/** A manager knows zones that browsers do not, such as GMT+2: nothing says what their clocks show, so it is said in UTC. */
function knownZone(zone: string): string {
  try {
    at(0, zone)
    return zone
  } catch {
    return 'UTC'
  }
}

const fromAbsolute = (ms: number, zone: string) => at(ms, knownZone(zone))

export function momentsOf({ date, time }: WallTime, zone: string): Moments {
  const wall = wallOf(date, time)
  if (wall === undefined) return { kind: 'unreadable' }
  const known = knownZone(zone)
  const earlier = toZoned(wall, known, 'earlier').toDate().getTime()
  const later = toZoned(wall, known, 'later').toDate().getTime()
  if (earlier === later) return { kind: 'one', ms: earlier }
  const isShown = (ms: number) => sameWall(wallTimeAt(ms, zone), { date, time })
  if (isShown(earlier) && isShown(later)) return { kind: 'twice', earlier, later }
  const after = changeBetween(earlier, later, zone)
  return { kind: 'never', before: after - minuteMs, after }
}

export function wallTimeAt(ms: number, zone: string): WallTime {
  const { year, month, day, hour, minute } = fromAbsolute(ms, zone)
  const two = (value: number) => String(value).padStart(2, '0')
  return { date: `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`, time: `${two(hour)}:${two(minute)}` }
}

function wallOf(date: string, time: string): CalendarDateTime | undefined {
  try {
    const { year, month, day } = parseDate(date)
    const { hour, minute, second } = parseTime(time)
    return new CalendarDateTime(year, month, day, hour, minute, second)
  } catch {
    return undefined
  }
}

const sameWall = (a: WallTime, b: WallTime): boolean => a.date === b.date && a.time === b.time.slice(0, 5)

/** The first minute after the change of the clocks, which lies between the two moments. */
function changeBetween(from: number, to: number, zone: string): number {
  const offsetBefore = fromAbsolute(from, zone).offset
  let [low, high] = [from, to]
  while (high - low > minuteMs) {
    const middle = low + Math.floor((high - low) / minuteMs / 2) * minuteMs
    if (fromAbsolute(middle, zone).offset === offsetBefore) low = middle
    else high = middle
  }
  return high
}

/** Text as people paste it: a day, a day and a time, a moment with its offset, or a time of the day that is there. */
export function parsePasted(text: string, zone: string, dayThere: string): WallTime | undefined {
  const [, timeAlone] = /^\s*(\d{2}:\d{2})(?::\d{2})?\s*$/.exec(text) ?? []
  if (timeAlone !== undefined) return wallOf(dayThere, timeAlone) && { date: dayThere, time: timeAlone }
  const parts = /^\s*(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?\s*$/i.exec(
    text,
  )
  const [, date = '', time, offset] = parts ?? []
  if (date === '' || wallOf(date, time ?? '00:00') === undefined) return undefined
  // A day means its end.
  if (time === undefined) return { date, time: endOfDay }
  if (offset === undefined) return { date, time }
  const ms = Date.parse(`${date}T${time}:00${offset.toUpperCase()}`)
  return Number.isNaN(ms) ? undefined : wallTimeAt(ms, zone)
}

export const endOfDay = '23:59'

/** With the offset that held there then, such as 2026-11-21T14:05:00+01:00. */
export const isoIn = (ms: number, zone: string): string =>
  fromAbsolute(ms, zone)
    .toString()
    .replace(/(\.\d+)?([+-]\d{2}:\d{2})\[.*$/, '$2')
