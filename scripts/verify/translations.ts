import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

type Message = string | ((...parts: string[]) => unknown)

const pathOf = (language: string): string => `apps/console/src/messages/${language}.ts`
const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u

/** The types see to it that every message has an entry; this, that the entry is a translation. */
export async function checkTranslations(root: string): Promise<string[]> {
  const missing = ['en', 'ja'].map(pathOf).filter((path) => !existsSync(join(root, path)))
  if (missing.length > 0) return missing.map((path) => `${path} is not there`)
  const [en, ja] = [await messagesOf(root, 'en'), await messagesOf(root, 'ja')]
  return [
    ...Object.keys(en).flatMap((name) => (Object.hasOwn(ja, name) ? [] : [`${pathOf('ja')}: ${name} is missing`])),
    ...Object.keys(ja).flatMap((name) => (Object.hasOwn(en, name) ? [] : [`${pathOf('en')}: ${name} is missing`])),
    ...Object.entries(ja).flatMap(([name, message]) => {
      return japanese.test(wordsOf(message)) ? [] : [`${pathOf('ja')}: ${name} has no Japanese: "${wordsOf(message)}"`]
    }),
    ...Object.entries(en).flatMap(([name, message]) => (message === '' ? [`${pathOf('en')}: ${name} is empty`] : [])),
  ]
}

async function messagesOf(root: string, language: 'en' | 'ja'): Promise<Record<string, Message>> {
  const module: Partial<Record<string, Record<string, Message>>> = await import(
    pathToFileURL(join(root, pathOf(language))).href
  )
  return module[language] ?? {}
}

// A sentence with parts is a function; its words stand in its source.
const wordsOf = (message: Message): string => (typeof message === 'string' ? message : message.toString())
