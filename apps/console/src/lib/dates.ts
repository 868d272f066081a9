import type { Language } from './preferences.ts'

const localeOf: Readonly<Record<Language, string>> = { en: 'en-GB', ja: 'ja-JP' }
const shortFormats = new Map<Language, Intl.DateTimeFormat>()

/** In the viewer's zone, with the zone named; one formatter a language, because making one is dear. */
export function formatMoment(ms: number, language: Language): string {
  let format = shortFormats.get(language)
  if (format === undefined) {
    format = new Intl.DateTimeFormat(localeOf[language], {
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      timeZoneName: 'short',
    })
    shortFormats.set(language, format)
  }
  return format.format(ms)
}

export const formatUtc = (ms: number): string => `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`
