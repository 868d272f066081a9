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
