import { execFileSync } from 'node:child_process'
import { assert, dictionary, integer, property, record, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ApiChange } from './api-change.ts'
import { commandLine } from './command-line.ts'

interface Called {
  readonly words: readonly string[]
  readonly body: string
}

// In the place of our program: says what words the shell made of the text, and what came on standard input.
const stand = `latchkey() { printf '%s\\0' "$#" "$@"; case " $* " in *' --body - '*) cat ;; esac; printf '\\0'; }
`
function calledBy(change: ApiChange): readonly Called[] {
  const text = commandLine(change)
  if (text === undefined) throw new Error('no command')
  const parts = execFileSync('sh', ['-euc', stand + text], { encoding: 'utf8' }).split('\0')
  const calls: Called[] = []
  for (let at = 0; parts[at] !== '';) {
    const count = Number(parts[at])
    calls.push({ words: parts.slice(at + 1, at + 1 + count), body: (parts[at + 1 + count] ?? '').trim() })
    at += count + 2
  }
  return calls
}
const wordsOf = (change: ApiChange) => calledBy(change).map(({ words }) => words.join(' '))

describe('a change is one command', () => {
  test.each<readonly [string, ApiChange, string]>([
    [
      'a new key',
      { method: 'POST', path: '/apikeys', body: { keyName: 'CI', roleID: 2, active: true, expiryDate: 4102412399000 } },
      'keys create --secret-file api-key.secret --keyName CI --roleID 2 --active true --expiryDate 2099-12-31T14:59:59.000Z',
    ],
    [
      'no expiry any more',
      { method: 'POST', path: '/apikeys/7', body: { expiryDate: 0, description: '' } },
      'keys change 7 --expiryDate 0 --description ',
    ],
    ['a lock-out', { method: 'POST', path: '/apikeys/7', body: { active: false } }, 'keys lock 7'],
    ['an unlocking', { method: 'POST', path: '/administrators/7', body: { active: true } }, 'users unlock 7'],
    [
      'a new secret',
      { method: 'POST', path: '/apikeys/7/secretkey' },
      'keys new-secret 7 --yes --secret-file api-key.secret',
    ],
    [
      "a tenant's key",
      { method: 'POST', path: '/tenants/4/apikeys', body: { keyName: 'in' } },
      'tenants create-key 4 --secret-file api-key.secret --keyName in',
    ],
    [
      'a password',
      { method: 'POST', path: '/administrators/7', body: { password: 'PASSWORD' } },
      'users change 7 --password-file password.txt',
    ],
    [
      'one setting',
      { method: 'POST', path: '/systemsettings', body: { platformSettingX: { value: '30 Minutes' } } },
      'settings change platformSettingX --value 30 Minutes',
    ],
    ['a default', { method: 'DELETE', path: '/systemsettings/platformSettingX' }, 'settings reset platformSettingX'],
    ['a deletion', { method: 'DELETE', path: '/roles/3' }, 'roles delete 3 --yes'],
  ])('%s', (_, change, words) => expect(wordsOf(change)).toEqual([words]))
})

test('what is done to many is a loop over their IDs', () => {
  const many: ApiChange = { method: 'POST', path: '/apikeys/{ID}', body: { roleID: 3 }, IDs: [7, 8] }
  expect(wordsOf(many)).toEqual(['keys change 7 --roleID 3', 'keys change 8 --roleID 3'])
  expect(wordsOf({ method: 'DELETE', path: '/apikeys/{ID}', IDs: [7, 8] })).toEqual([
    'keys delete 7 --yes',
    'keys delete 8 --yes',
  ])
})

test('what takes a person is no command of a key', () => {
  for (const path of ['/administrators/current', '/administrators/current/mfa', '/sessions', '/tenants/4/suspend'])
    expect([path, commandLine({ method: 'POST', path, body: { fullName: 'x' } })]).toEqual([path, undefined])
})

// What a shell would act on, and what JSON writes in its own way; a word of a command holds no NUL.
const text = string({ unit: 'grapheme' }).map((drawn) => `'"$HOME\`x\`\\\n${drawn.replaceAll('\0', '')} *`)

test('any text reaches the program as it is', () => {
  assert(
    property(text, text, integer(), (keyName, description, roleID) => {
      const [called] = calledBy({ method: 'POST', path: '/apikeys', body: { keyName, description, roleID } })
      expect(called?.words.slice(4)).toEqual([
        '--keyName',
        keyName,
        '--description',
        description,
        '--roleID',
        String(roleID),
      ])
    }),
    { numRuns: 100 },
  )
})

test('whatever is too deep for flags reaches it as JSON, beside them', () => {
  assert(
    property(text, dictionary(text, record({ value: text }), { minKeys: 1, noNullPrototype: true }), (name, rights) => {
      const [called] = calledBy({ method: 'POST', path: '/roles', body: { name, rights } })
      expect(called?.words).toEqual(['roles', 'create', '--name', name, '--body', '-'])
      expect(JSON.parse(called?.body ?? '')).toEqual({ rights })
    }),
    { numRuns: 100 },
  )
})
