export const themes = ['light', 'dark', 'system'] as const
export type Theme = (typeof themes)[number]
export const languages = [
  { code: 'en', name: 'English' },
  { code: 'ja', name: '日本語' },
] as const
export type Language = (typeof languages)[number]['code']

// Browsers that keep nothing throw on access: the console then works with its defaults.
export function readPreference(name: string): string | null {
  try {
    return localStorage.getItem(`latchkey.${name}`)
  } catch {
    return null
  }
}

export function writePreference(name: string, value: string): void {
  try {
    localStorage.setItem(`latchkey.${name}`, value)
  } catch {
    // Not kept; it holds until the page is left.
  }
}

export const storedTheme = (): Theme => themes.find((theme) => theme === readPreference('theme')) ?? 'system'

/** What was chosen here, then the first the browser asks for that we speak. */
export function preferredLanguage(stored: string | null, wanted: readonly string[]): Language {
  const asked = [...(stored === null ? [] : [stored]), ...wanted].map((tag) => tag.toLowerCase().split('-')[0])
  const known = asked.flatMap((tag) => languages.filter(({ code }) => code === tag))
  return known[0]?.code ?? 'en'
}

export function applyTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme
}

export function rememberTheme(theme: Theme): void {
  writePreference('theme', theme)
  applyTheme(theme)
}

export function rememberLanguage(language: Language): void {
  writePreference('language', language)
  document.documentElement.lang = language
}
