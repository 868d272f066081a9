import { createContext, startTransition, use, useState, type ReactNode } from 'react'
import { loadPart } from '../lib/load-part.ts'
import { preferredLanguage, readPreference, rememberLanguage, type Language } from '../lib/preferences.ts'
import { en, type Messages } from './en.ts'

export interface Spoken {
  readonly language: Language
  readonly messages: Messages
}

interface Speech extends Spoken {
  readonly speak: (language: Language) => void
}

const SpeechContext = createContext<Speech | undefined>(undefined)
const load: Readonly<Record<Language, () => Promise<Messages>>> = {
  en: async () => en,
  ja: async () => (await loadPart(() => import('./ja.ts'))).ja,
}

export const loadPreferred = async (): Promise<Spoken> => {
  const language = preferredLanguage(readPreference('language'), navigator.languages)
  document.documentElement.lang = language
  return { language, messages: await load[language]() }
}

interface MessagesProviderProps {
  readonly initial: Spoken
  readonly children: ReactNode
}

export function MessagesProvider({ initial, children }: MessagesProviderProps) {
  const [speech, setSpeech] = useState(initial)
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
