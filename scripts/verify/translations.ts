import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

type Message = string | ((...parts: string[]) => unknown)

const folder = 'apps/console/src/messages'
// Its own punctuation counts: a comma between the names of a list is a message too.
const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}\u3001\u3002]/u

/** The types see to it that every message has an entry; this, that the entry is a translation. */
export async function checkTranslations(root: string): Promise<string[]> {
  // Beside en.ts and ja.ts there are catalogs that come later, such as administration-en.ts.
  const files = existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : []
  const later = files.flatMap((file) => /^(.+-)en\.ts$/.exec(file)?.[1] ?? [])
  return (await Promise.all(['', ...later].map((catalog) => checkCatalog(root, `${folder}/${catalog}`)))).flat()
}

async function checkCatalog(root: string, catalog: string): Promise<string[]> {
  const paths = { en: `${catalog}en.ts`, ja: `${catalog}ja.ts` }
  const missing = Object.values(paths).filter((path) => !existsSync(join(root, path)))
  if (missing.length > 0) return missing.map((path) => `${path} is not there`)
  const [en, ja] = [await messagesOf(root, paths.en, 'en'), await messagesOf(root, paths.ja, 'ja')]
  return [
    ...Object.keys(en).flatMap((name) => (Object.hasOwn(ja, name) ? [] : [`${paths.ja}: ${name} is missing`])),
    ...Object.keys(ja).flatMap((name) => (Object.hasOwn(en, name) ? [] : [`${paths.en}: ${name} is missing`])),
    ...Object.entries(ja).flatMap(([name, message]) => {
      return japanese.test(wordsOf(message)) ? [] : [`${paths.ja}: ${name} has no Japanese: "${wordsOf(message)}"`]
    }),
    ...Object.entries(en).flatMap(([name, message]) => (message === '' ? [`${paths.en}: ${name} is empty`] : [])),
  ]
}

async function messagesOf(root: string, path: string, language: 'en' | 'ja'): Promise<Record<string, Message>> {
  const module: Partial<Record<string, Record<string, Message>>> = await import(pathToFileURL(join(root, path)).href)
  return module[language] ?? {}
}

// A sentence with parts is a function; its words stand in its source.
const wordsOf = (message: Message): string => (typeof message === 'string' ? message : message.toString())
