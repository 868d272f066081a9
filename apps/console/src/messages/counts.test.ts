import { expect, test } from 'vitest'
import { en } from './administration-en.ts'
import { en as first } from './en.ts'
import { en as inWindows } from './windows-en.ts'

// "1 of 1 keys" counts nothing that stands alone.
const ofSeveral = ['keysOf', 'entriesOf', 'eventsOf', 'rolesOf', 'usersOf', 'roleSummary']
// Said only of several, or while more is coming.
const severalOnly = ['keysCounted', 'workOn', 'loading']

test('what is one is not said as several', () => {
  const wrong = Object.entries<unknown>({ ...first, ...inWindows, ...en })
    .filter(([name]) => ![...ofSeveral, ...severalOnly].includes(name))
    .flatMap(([name, message]) => (typeof message === 'function' ? [[name, String(message('1', '1', '1', '1'))]] : []))
    .filter(([, said = '']) => /\b1 (?:API )?(?:keys|users|roles|entries|events|rows|rights|changes|days)\b/.test(said))
  expect(wrong).toEqual([])
})
