export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]
const languages = ['en', 'ja'] as const
export type Language = (typeof languages)[number]

const themeKey = 'latchkey.theme'
const languageKey = 'latchkey.language'

const oneOf = <Value extends string>(values: readonly Value[], text: string | null): Value | undefined =>
  values.find((value) => value === text)

export const storedTheme = (): Theme => oneOf(themes, localStorage.getItem(themeKey)) ?? 'system'
export const preferredLanguage = (): Language =>
  oneOf(languages, localStorage.getItem(languageKey)) ?? (navigator.language.startsWith('ja') ? 'ja' : 'en')

export function applyTheme(theme: Theme): void {
  const isDark = theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light'
}

export function rememberTheme(theme: Theme): void {
  localStorage.setItem(themeKey, theme)
  applyTheme(theme)
}

export function rememberLanguage(language: Language): void {
  localStorage.setItem(languageKey, language)
  document.documentElement.lang = language
}
