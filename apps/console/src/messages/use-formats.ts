import { createFormats, type Formats } from '../lib/formats.ts'
import type { Language } from '../lib/preferences.ts'
import { useSpeech } from './messages.tsx'

const made = new Map<Language, Formats>()

/** One set of formats for each language, shared by every page. */
export function useFormats(): Formats {
  const { language } = useSpeech()
  const formats = made.get(language) ?? createFormats(language)
  made.set(language, formats)
  return formats
}
