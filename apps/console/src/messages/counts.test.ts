import { expect, test } from 'vitest'
import { en } from './administration-en.ts'
import { en as first } from './en.ts'
import { en as inWindows } from './windows-en.ts'

// "1 of 1 keys" and "At most 1 characters" count nothing that is shown alone.
const others = new Set(['keysOf', 'entriesOf', 'eventsOf', 'rolesOf', 'usersOf', 'roleSummary', 'tooLong'])
// Said only of several, or while more is coming.
const severalOnly = new Set(['keysCounted', 'workOn', 'loading'])

test('what is one is not said as several', () => {
  const wrong = Object.entries<unknown>({ ...first, ...inWindows, ...en })
    .filter(([name]) => !others.has(name) && !severalOnly.has(name))
    .flatMap(([name, message]) => (typeof message === 'function' ? [[name, String(message('1', '1', '1', '1'))]] : []))
    .filter(([, said = '']) => /\b1 (?:API )?(?:keys|users|roles|entries|events|rows|rights|changes|days)\b/.test(said))
  expect(wrong).toEqual([])
})
