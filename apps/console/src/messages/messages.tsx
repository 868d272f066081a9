import { createContext, startTransition, use, useState, type ReactNode } from 'react'
import { loadPart } from '../lib/load-part.ts'
import { preferredLanguage, readPreference, rememberLanguage, type Language } from '../lib/preferences.ts'
import { en, type Messages } from './en.ts'

interface Speech {
  readonly language: Language
  readonly messages: Messages
  readonly speak: (language: Language) => void
}

const SpeechContext = createContext<Speech | undefined>(undefined)
const load: Readonly<Record<Language, () => Promise<Messages>>> = {
  en: async () => en,
  ja: async () => (await loadPart(() => import('./ja.ts'))).ja,
}

export const loadPreferred = async (): Promise<{ language: Language; messages: Messages }> => {
  const language = preferredLanguage(readPreference('language'), navigator.languages)
  document.documentElement.lang = language
  return { language, messages: await load[language]() }
}

export function MessagesProvider({
  initial,
  children,
}: {
  initial: Promise<{ language: Language; messages: Messages }>
  children: ReactNode
}) {
  const [speech, setSpeech] = useState(use(initial))
  const speak = (language: Language) => {
    rememberLanguage(language)
    // What is open stays as it is until all of its words are there in the other language.
    void load[language]().then((messages) => startTransition(() => setSpeech({ language, messages })))
  }
  return <SpeechContext value={{ ...speech, speak }}>{children}</SpeechContext>
}

export function useSpeech(): Speech {
  const speech = use(SpeechContext)
  if (speech === undefined) throw new Error('There is no MessagesProvider above.')
  return speech
}
