import { expect, test } from 'vitest'
import { preferredLanguage } from './preferences.ts'

test.each([
  ['what was chosen here', 'ja', ['en-GB'], 'ja'],
  ['the first the browser asks for that we speak', null, ['fr-FR', 'ja-JP', 'en'], 'ja'],
  ['English where we speak none of them', null, ['fr-FR'], 'en'],
  ['the browser where what was kept is unknown', 'xx', ['ja'], 'ja'],
] as const)('the language is %s', (_, stored, wanted, expected) => {
  expect(preferredLanguage(stored, wanted)).toBe(expected)
})
