import type { Language } from './preferences.ts'

export interface Zone {
  readonly name: string
  readonly offset: string
  readonly country: string
  /** Everything it can be found by, folded. */
  readonly text: string
}

/** Browsers list some zones under the name of a city that is called otherwise by now; the manager may know the one or the other. */
const renamed = [
  ['Africa/Asmera', 'Africa/Asmara'],
  ['America/Coral_Harbour', 'America/Atikokan'],
  ['America/Godthab', 'America/Nuuk'],
  ['Asia/Calcutta', 'Asia/Kolkata'],
  ['Asia/Katmandu', 'Asia/Kathmandu'],
  ['Asia/Rangoon', 'Asia/Yangon'],
  ['Asia/Saigon', 'Asia/Ho_Chi_Minh'],
  ['Atlantic/Faeroe', 'Atlantic/Faroe'],
  ['Europe/Kiev', 'Europe/Kyiv'],
  ['Pacific/Enderbury', 'Pacific/Kanton'],
  ['Pacific/Ponape', 'Pacific/Pohnpei'],
  ['Pacific/Truk', 'Pacific/Chuuk'],
] as const
const otherNames = new Map<string, string>([
  ...renamed.flatMap(([before, now]) => [[before, now] as const, [now, before] as const]),
  // The one city that a Japanese reader looks for first; for it the browser has no Japanese name.
  ['Asia/Tokyo', '東京'],
])

const made = new Map<Language, readonly Zone[]>()

/** Every zone the browser knows; made when first asked for, because it takes a moment. */
export function zonesIn(language: Language): readonly Zone[] {
  const known = made.get(language) ?? makeZones(language)
  made.set(language, known)
  return known
}

/** Every word has to match, the whole of an offset or a part of a name; what is called just so comes first, then what begins so. */
export function findZones(zones: readonly Zone[], q: string): readonly Zone[] {
  const words = folded(q)
    .split(/\s+/)
    .filter((word) => word !== '')
  const closeness = ({ text }: Zone): number =>
    Number(words.every((word) => ` ${text}`.includes(` ${word}`))) +
    Number(words.every((word) => ` ${text} `.includes(` ${word} `)))
  return zones
    .filter(({ text }) => words.every((word) => text.includes(word)))
    .toSorted((a, b) => closeness(b) - closeness(a))
}

const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[_/−]/g, (sign) => (sign === '−' ? '-' : ' '))
    .toLowerCase()

function makeZones(language: Language): readonly Zone[] {
  const countries = countriesByZone(language)
  const now = Date.now()
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((name) => name !== 'UTC')].map((name) => {
    const country = countries.get(name) ?? ''
    const offset = nameIn('en-GB', name, 'longOffset', now).replace(/^GMT$/, 'GMT+00:00')
    const briefly = offset.replace(/([+-])0/, '$1').replace(':00', '')
    // Nobody writes all abbreviations: the British know CET, Americans PST, Australians AEST, the Japanese JST.
    const short = ['en-GB', 'en-US', 'en-AU', 'en-IN', 'ja'].map((locale) => nameIn(locale, name, 'short', now))
    const words = [
      name,
      otherNames.get(name) ?? '',
      country,
      ...[offset, briefly].flatMap((text) => [text, text.replace('GMT', 'UTC')]),
      ...short,
      nameIn(language, name, 'long', now),
      // Where English has an abbreviation, Japanese names the city.
      ...(language === 'ja' ? [nameIn(language, name, 'shortGeneric', now)] : []),
    ]
    return { name, offset, country, text: folded(words.join(' ')) }
  })
}

function nameIn(
  locale: string,
  timeZone: string,
  timeZoneName: 'short' | 'long' | 'longOffset' | 'shortGeneric',
  now: number,
): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName }).formatToParts(now)
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
}

interface LocaleOfRegion extends Intl.Locale {
  readonly getTimeZones?: () => readonly string[] | undefined
}

/** There is no list of regions to ask for: of all pairs of letters, those that have zones. */
function countriesByZone(language: Language): ReadonlyMap<string, string> {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
  const names = new Intl.DisplayNames(language, { type: 'region' })
  const english = new Intl.DisplayNames('en', { type: 'region' })
  const countries = new Map<string, string>()
  for (const first of letters)
    for (const second of letters) {
      const code = first + second
      const region: LocaleOfRegion = new Intl.Locale(`und-${code}`)
      for (const zone of region.getTimeZones?.() ?? [])
        countries.set(zone, [...new Set([names.of(code), english.of(code)])].join(' '))
    }
  return countries
}
