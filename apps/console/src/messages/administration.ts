import { use } from 'react'
import { loadPart } from '../lib/load-part.ts'
import { told } from '../lib/told.ts'
import type { Language } from '../lib/preferences.ts'
import type { AdministrationMessages } from './administration-en.ts'
import type { Messages } from './en.ts'
import { useSpeech } from './messages.tsx'
import { messagesInWindows, type MessagesInWindows } from './windows.ts'

export type AllMessages = MessagesInWindows & AdministrationMessages

interface AdministrationSpeech {
  readonly language: Language
  readonly messages: AllMessages
}

// What only the screens of administrators say is not in the first load.
const load: Readonly<Record<Language, () => Promise<AdministrationMessages>>> = {
  en: async () => (await loadPart(() => import('./administration-en.ts'))).en,
  ja: async () => (await loadPart(() => import('./administration-ja.ts'))).ja,
}
const loaded = new Map<Messages, Promise<AllMessages>>()

export function useAdministrationSpeech(): AdministrationSpeech {
  const { language, messages } = useSpeech()
  const all = loaded.get(messages) ?? told(loadAll(messages, language))
  loaded.set(messages, all)
  return { language, messages: use(all) }
}

async function loadAll(messages: Messages, language: Language): Promise<AllMessages> {
  const [windows, more] = await Promise.all([messagesInWindows(messages, language), load[language]()])
  return { ...windows, ...more }
}
