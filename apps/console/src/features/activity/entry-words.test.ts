import type { ActivityEntry } from '@latchkey/contract'
import { expect, test } from 'vitest'
import { en as administrationEn } from '../../messages/administration-en.ts'
import { ja as administrationJa } from '../../messages/administration-ja.ts'
import { en } from '../../messages/en.ts'
import { ja } from '../../messages/ja.ts'
import { en as windowsEn } from '../../messages/windows-en.ts'
import { ja as windowsJa } from '../../messages/windows-ja.ts'
import { outcomeText, targetText, technicalFacts } from './entry-words.ts'

const english = { ...en, ...windowsEn, ...administrationEn }
const japanese = { ...ja, ...windowsJa, ...administrationJa }

const denied = (route: string): ActivityEntry => ({
  sequence: 7,
  ID: 'e',
  time: 0,
  action: 'authz.denied',
  outcome: 'denied',
  requestID: 'r',
  detail: { method: 'POST', route },
})

test.each([
  ['/bff/apikeys/search', 'API Keys', 'APIキー'],
  ['/bff/administrators/:administratorID', 'Users', 'ユーザ'],
  ['/bff/systemevents/search', 'System Events', 'システムイベント'],
  ['/bff/activity/csv', 'Activity', '操作履歴'],
])('a look at %s that was refused is told as %s', (route, inEnglish, inJapanese) => {
  expect(targetText(denied(route), english)).toBe(inEnglish)
  expect(targetText(denied(route), japanese)).toBe(inJapanese)
})

test('what no page shows has no name made up for it', () => {
  for (const route of ['none', '/bff/csp-report', '/bff/constructor'])
    expect(targetText(denied(route), english)).toBe('')
})

test('that nothing was shown is said in words, and the words of the machine stand apart', () => {
  const entry = denied('/bff/roles')
  expect(outcomeText(entry, english)).toBe('Denied: it was asked for, and nothing was shown')
  expect(technicalFacts(entry, english)).toEqual([
    ['Recorded as', 'authz.denied'],
    ['Call', 'POST /bff/roles'],
  ])
  expect(outcomeText({ ...entry, action: 'role.deleted' }, english)).toBe('Denied')
})

const about = (objectKind: string, objectID?: number): ActivityEntry => ({
  ...denied('/bff/apikeys/:apiKeyID'),
  objectKind,
  ...(objectID !== undefined && { objectID }),
})

test.each([
  [about('apiKeys', 175), 'API key #175', 'APIキー #175'],
  [about('administrators', 3), 'User #3', 'ユーザ #3'],
  [about('roles'), 'Roles', '役割'],
  [about('systemEvents'), 'System Events', 'システムイベント'],
  [about('activity'), 'Activity', '操作履歴'],
])(
  'one thing without a name is told by its kind and number, and a whole kind by its own name',
  (entry, inEnglish, inJapanese) => {
    expect(targetText(entry, english)).toBe(inEnglish)
    expect(targetText(entry, japanese)).toBe(inJapanese)
  },
)
