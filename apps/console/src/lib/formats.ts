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
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sept', 'Oct', 'Nov', 'Dec']
const two = (part: number): string => String(part).padStart(2, '0')

const dates: Readonly<Record<string, (at: Date) => string>> = {
  en: (at) => `${at.getDate()} ${months[at.getMonth()]} ${at.getFullYear()}`,
  ja: (at) => `${at.getFullYear()}/${two(at.getMonth() + 1)}/${two(at.getDate())}`,
}

/**
 * Where the viewer is, the parts of a date are put together here: a list is full of them, and Intl takes longer to begin
 * than the list takes to be drawn. A test holds that both write the same.
 */
export function createFormats(language: string): Formats {
  const locale = localeTags[language] ?? 'en-GB'
  const dateOf = dates[language] ?? dates['en']
  const date = (epochMs: number) => dateOf?.(new Date(epochMs)) ?? ''
  const time = (epochMs: number) => timeOf(new Date(epochMs))
  const dateTime = (epochMs: number) => `${date(epochMs)}${language === 'ja' ? '' : ','} ${time(epochMs)}`
  const zone = once(ownZone)
  const numbers = once(() => new Intl.NumberFormat(locale))
  return {
    get timeZone() {
      return zone()
    },
    number: (value) => (Number.isInteger(value) && Math.abs(value) < 1000 ? String(value) : numbers().format(value)),
    time,
    date,
    dateTime,
    soon: (epochMs) => (date(epochMs) === date(Date.now()) ? time(epochMs) : dateTime(epochMs)),
    dateTimeIn: (epochMs, timeZone) => {
      try {
        return new Intl.DateTimeFormat(locale, { ...inFull(language), timeZone, timeZoneName: 'short' }).format(epochMs)
      } catch {
        return undefined
      }
    },
  }
}

declare const Temporal: { readonly Now: { readonly timeZoneId: () => string } } | undefined

// Where a browser has it, its zone has a name without Intl.
const ownZone = (): string =>
  typeof Temporal === 'undefined' ? Intl.DateTimeFormat().resolvedOptions().timeZone : Temporal.Now.timeZoneId()

const timeOf = (at: Date): string => `${two(at.getHours())}:${two(at.getMinutes())}`

export const inFull = (language: string): Intl.DateTimeFormatOptions => ({
  year: 'numeric',
  month: language === 'ja' ? '2-digit' : 'short',
  day: language === 'ja' ? '2-digit' : 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined
  return () => (made ??= make())
}

/** Where the viewer is, and in UTC where that is something else. */
export function withUtc(
  { dateTimeIn, timeZone }: Pick<Formats, 'dateTimeIn' | 'timeZone'>,
  ms: number,
  between = ' · ',
): string {
  const texts = new Set([dateTimeIn(ms, timeZone), dateTimeIn(ms, 'UTC')])
  return [...texts].filter((text) => text !== undefined).join(between)
}
