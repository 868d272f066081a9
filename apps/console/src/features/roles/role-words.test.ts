import { rightPaths, rightsTree } from '@latchkey/contract/rights'
import type { Role } from '@latchkey/contract'
import { describe, expect, test } from 'vitest'
import { en } from '../../messages/en.ts'
import { en as administration } from '../../messages/administration-en.ts'
import { en as windows } from '../../messages/windows-en.ts'
import { ja } from '../../messages/ja.ts'
import { ja as administrationJa } from '../../messages/administration-ja.ts'
import { ja as windowsJa } from '../../messages/windows-ja.ts'
import { withLevel, type Rights } from './feature-level.ts'
import { findRights } from './find-rights.ts'
import { presetNames, withPreset } from './presets.ts'
import { roleDifferences } from './role-differences.ts'
import { emptyRole, formOf } from './role-form.ts'
import { alsoCalled, nameOf } from './role-names.ts'
import { impliedBy, lacksOf, wordsOf } from './role-words.ts'
import { rightsOf } from './rights-catalog.ts'

const all: Rights = new Set(rightPaths)
const none: Rights = new Set()
const viewKeys = withLevel(rightsOf('apikeyRights'), none, 'view')
const roleWith = (rights: Rights, more: Partial<Role> = {}): Role => ({
  ID: 3,
  name: 'Reviewers',
  description: '',
  urn: '',
  immutable: false,
  canOnlyManipulateUsersWithEqualOrLesserRights: false,
  allComputers: true,
  allPolicies: true,
  allowUserInterface: true,
  allowWebService: true,
  rights: rightsTree(rights),
  ...more,
})

describe('a role in words', () => {
  test('names what it may do and leaves out what it may not', () => {
    const held = new Set([...viewKeys, ...withLevel(rightsOf('contactRights'), none, 'full')])
    expect(wordsOf(held, all)).toEqual({ full: ['contactRights'], view: ['apikeyRights'], part: [] })
    expect(wordsOf(none, all)).toEqual({ full: [], view: [], part: [] })
  })

  test('says what a right brings along', () => {
    expect(impliedBy(new Set(['platformRights.apikeyRights.canEditApiKeyProperties']))).toEqual(['bringsSecrets'])
    expect(impliedBy(viewKeys)).toEqual([])
  })

  test('says what it lacks to be of use', () => {
    expect(lacksOf(emptyRole)).toEqual([])
    expect(lacksOf({ ...emptyRole, allowWebService: false })).toEqual([{ what: 'noWebService' }])
    expect(lacksOf({ ...emptyRole, allowWebService: false, allowUserInterface: false })).toEqual([{ what: 'noWayIn' }])
    const blind: Rights = new Set(['platformRights.apikeyRights.canCreateNewApiKeys'])
    expect(lacksOf({ ...emptyRole, rights: blind })).toEqual([
      { what: 'rolesUnseen' },
      { what: 'unseen', feature: 'apikeyRights' },
    ])
  })

  test.each(presetNames)('the preset %s lacks nothing', (preset) => {
    expect(lacksOf(withPreset(emptyRole, preset, all))).toEqual([])
  })
})

describe('two roles compared', () => {
  test('differ in their properties and in single rights', () => {
    const a = roleWith(viewKeys)
    const b = roleWith(none, { name: 'Other', allPolicies: false })
    expect(
      roleDifferences(a, b).map(({ property }) => (typeof property === 'string' ? property : property.path)),
    ).toEqual(['name', 'allPolicies', 'platformRights.apikeyRights.canViewApiKeys'])
    expect(roleDifferences(a, a)).toEqual([])
    expect(formOf(b).name).toBe('Other')
  })
})

describe('the search over all rights', () => {
  const english = { ...en, ...windows, ...administration }
  const japanese = { ...ja, ...windowsJa, ...administrationJa }
  const find = (q: string, messages = english) =>
    findRights(q, all, (right) => `${nameOf(right, messages)}\n${alsoCalled(right, messages)}`).map(({ path }) => path)

  test('finds by our words, the documented ones and the path', () => {
    for (const q of ['api keys create', 'create new api keys', 'apikeyRights.canCreate'])
      expect(find(q), q).toEqual(['platformRights.apikeyRights.canCreateNewApiKeys'])
    expect(find('no right is called this')).toEqual([])
  })

  test('finds by what somebody wants to do who does not know the names', () => {
    const editUsers = 'platformRights.administratorRights.canEditAdministratorProperties'
    const editKeys = 'platformRights.apikeyRights.canEditApiKeyProperties'
    expect(find('reset password')).toEqual([editUsers])
    expect(find('unlock')).toEqual([editUsers, editKeys])
    expect(find('rotate secret')).toEqual([editKeys])
    expect(find('audit log')).toContain('platformRights.computerRights.canViewNotRelatedToComputers')
    for (const q of ['パスワード リセット', 'パスワードのリセット']) expect(find(q, japanese), q).toEqual([editUsers])
    expect(find('ロック解除', japanese)).toEqual([editUsers, editKeys])
    for (const [q, messages] of [
      ['api key', english],
      ['APIキー', japanese],
    ] as const)
      expect(find(q, messages)).toEqual(
        expect.arrayContaining([editKeys, 'platformRights.apikeyRights.canCreateNewApiKeys']),
      )
  })
})
