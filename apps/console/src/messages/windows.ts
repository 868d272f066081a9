import { use } from 'react'
import { loadPart } from '../lib/load-part.ts'
import { told } from '../lib/told.ts'
import type { Language } from '../lib/preferences.ts'
import type { Messages } from './en.ts'
import { loadPreferred, useSpeech } from './messages.tsx'
import type { WindowMessages } from './windows-en.ts'

export type MessagesInWindows = Messages & WindowMessages

interface WindowSpeech {
  readonly language: Language
  readonly messages: MessagesInWindows
}

// What only windows say is not in the first load.
const load: Readonly<Record<Language, () => Promise<WindowMessages>>> = {
  en: async () => (await loadPart(() => import('./windows-en.ts'))).en,
  ja: async () => (await loadPart(() => import('./windows-ja.ts'))).ja,
}
const loaded = new Map<Messages, Promise<MessagesInWindows>>()

export function messagesInWindows(messages: Messages, language: Language): Promise<MessagesInWindows> {
  const all = loaded.get(messages) ?? told(load[language]().then((more) => ({ ...messages, ...more })))
  loaded.set(messages, all)
  return all
}

/** Before the first window is opened, so that it opens at once. */
export async function fetchWindowWords(): Promise<void> {
  const { language, messages } = await loadPreferred()
  await messagesInWindows(messages, language)
}

export function useWindowSpeech(): WindowSpeech {
  const { language, messages } = useSpeech()
  return { language, messages: use(messagesInWindows(messages, language)) }
}
