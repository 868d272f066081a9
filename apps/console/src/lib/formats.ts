export interface Formats {
  readonly timeZone: string
  readonly number: (value: number) => string
  readonly time: (epochMs: number) => string
  readonly date: (epochMs: number) => string
  readonly dateTime: (epochMs: number) => string
  /** Only the time where that is today. */
  readonly soon: (epochMs: number) => string
  /** The moment in a zone with the zone named; undefined where the browser does not know the zone. */
  readonly dateTimeIn: (epochMs: number, timeZone: string) => string | undefined
}

// Dates are written "21 Nov 2026, 14:05", which American English would not do.
const localeTags: Readonly<Record<string, string>> = { en: 'en-GB', ja: 'ja-JP' }
const keptMax = 20_000

export function createFormats(language: string, timeZone: string): Formats {
  const locale = localeTags[language] ?? 'en-GB'
  const day = {
    year: 'numeric',
    month: language === 'ja' ? '2-digit' : 'short',
    day: language === 'ja' ? '2-digit' : 'numeric',
  } as const
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const formatter = (options: Intl.DateTimeFormatOptions) =>
    kept(new Intl.DateTimeFormat(locale, { timeZone, ...options }))
  const [time, date, dateTime] = [formatter(clock), formatter(day), formatter({ ...day, ...clock })]
  return {
    timeZone,
    number: new Intl.NumberFormat(locale).format,
    time,
    date,
    dateTime,
    soon: (epochMs) => (date(epochMs) === date(Date.now()) ? time(epochMs) : dateTime(epochMs)),
    dateTimeIn: (epochMs, zone) => {
      try {
        return new Intl.DateTimeFormat(locale, { ...day, ...clock, timeZone: zone, timeZoneName: 'short' }).format(
          epochMs,
        )
      } catch {
        return undefined
      }
    },
  }
}

/** Scrolling asks for the same dates over and over, and Intl is the slowest part of a row. */
function kept(format: Intl.DateTimeFormat): (epochMs: number) => string {
  const known = new Map<number, string>()
  return (epochMs) => {
    const text = known.get(epochMs) ?? format.format(epochMs)
    if (known.size >= keptMax) known.clear()
    known.set(epochMs, text)
    return text
  }
}

/** Where the viewer is, and in UTC where that is something else. */
export function withUtc({ dateTimeIn, timeZone }: Pick<Formats, 'dateTimeIn' | 'timeZone'>, ms: number): string {
  const texts = new Set([dateTimeIn(ms, timeZone), dateTimeIn(ms, 'UTC')])
  return [...texts].filter((text) => text !== undefined).join(' · ')
}
