import type { Language } from './preferences.ts'

export interface Zone {
  readonly name: string
  readonly offset: string
  readonly country: string
  /** Everything it can be found by, folded. */
  readonly text: string
}

const made = new Map<Language, readonly Zone[]>()

/** Every zone the browser knows; made when first asked for, because it takes a moment. */
export function zonesIn(language: Language): readonly Zone[] {
  const known = made.get(language) ?? makeZones(language)
  made.set(language, known)
  return known
}

/** Every word has to match, the whole of an offset or a part of a name. */
export function findZones(zones: readonly Zone[], q: string): readonly Zone[] {
  const words = folded(q)
    .split(/\s+/)
    .filter((word) => word !== '')
  return zones.filter(({ text }) => words.every((word) => text.includes(word)))
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
    // Nobody writes all abbreviations: the British know CET, Americans PST, Australians AEST, the Japanese JST.
    const short = ['en-GB', 'en-US', 'en-AU', 'en-IN', 'ja'].map((locale) => nameIn(locale, name, 'short', now))
    const words = [name, country, offset, offset.replace('GMT', 'UTC'), ...short, nameIn(language, name, 'long', now)]
    return { name, offset, country, text: folded(words.join(' ')) }
  })
}

function nameIn(locale: string, timeZone: string, timeZoneName: 'short' | 'long' | 'longOffset', now: number): string {
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
