import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildProduct, buildTimeoutMs, type Finished } from '../process-for-tests.ts'
import { startKeyedManager, type KeyedManager } from './keyed-manager-for-tests.ts'

let manager: KeyedManager
beforeAll(async () => {
  buildProduct()
  manager = await startKeyedManager()
}, buildTimeoutMs)
afterAll(() => manager.dispose())

interface Key {
  readonly ID: number
  readonly keyName: string
}
const jsonOf = ({ output }: Finished): Key => JSON.parse(output) as Key
const listOf = ({ output }: Finished) => (JSON.parse(output) as { apiKeys: Key[] }).apiKeys
const create = async (keyName: string) =>
  jsonOf(await manager.latchkey(`keys create --keyName ${keyName} --roleID 2 --secret-file ${keyName}.secret`))
const statusWith = async (secret: string) =>
  (
    await fetch(`${manager.manager}/api/apikeys/current`, {
      headers: { 'api-secret-key': secret, 'api-version': 'v1' },
    })
  ).status
const secretIn = (name: string) => manager.read(name).trimEnd()

describe('a key, from the command line', () => {
  test('is made with what the flags say, and its secret goes to a private file alone', async () => {
    const words = 'keys create --keyName walk --roleID 2 --active true --expiryDate 2099-12-31T23:59:59+09:00'
    const finished = await manager.latchkey(`${words} --secret-file walk.secret`)
    expect(finished).toMatchObject({ code: 0, complaints: '' })
    expect(jsonOf(finished)).toMatchObject({ keyName: 'walk', roleID: 2, active: true, expiryDate: 4102412399000 })
    expect(statSync(manager.inPlace('walk.secret')).mode & 0o777).toBe(0o600)
    const secret = secretIn('walk.secret')
    expect(manager.read('walk.secret')).toBe(`${secret}\n`)
    expect(await statusWith(secret)).toBe(200)
    expect(finished.output).not.toContain(secret)
  })

  test('is changed, locked, unlocked, shown and deleted by its ID', async () => {
    const { ID } = await create('turn')
    const secret = secretIn('turn.secret')
    expect(jsonOf(await manager.latchkey(`keys change ${ID} --description Turned --roleID 1`))).toMatchObject({
      description: 'Turned',
      roleID: 1,
    })
    expect(jsonOf(await manager.latchkey(`keys lock ${ID}`))).toMatchObject({ active: false })
    expect(await statusWith(secret)).toBe(403)
    expect(jsonOf(await manager.latchkey(`keys unlock ${ID}`))).toMatchObject({ active: true })
    expect(await statusWith(secret)).toBe(200)
    expect(jsonOf(await manager.latchkey(`keys show ${ID}`))).toMatchObject({ keyName: 'turn', description: 'Turned' })
    expect(await manager.latchkey(`keys delete ${ID} --yes`)).toMatchObject({ code: 0, output: '' })
    expect(await statusWith(secret)).toBe(401)
    expect(await manager.latchkey(`keys show ${ID}`)).toMatchObject({ code: 1 })
  })

  test('gets a new secret, which ends the old one', async () => {
    const { ID } = await create('twice')
    expect(await manager.latchkey(`keys new-secret ${ID} --yes --secret-file twice.new`)).toMatchObject({ code: 0 })
    expect([await statusWith(secretIn('twice.secret')), await statusWith(secretIn('twice.new'))]).toEqual([401, 200])
  })

  test('may replace its own secret, and go on with the new one', async () => {
    await create('self')
    const own = { LATCHKEY_API_KEY_FILE: manager.inPlace('self.secret') }
    expect(jsonOf(await manager.latchkey('keys show current', own))).toMatchObject({ keyName: 'self' })
    await manager.latchkey('keys new-secret current --yes --secret-file self.new', own)
    expect(await manager.latchkey('keys show current', own)).toMatchObject({ code: 1 })
    const next = { LATCHKEY_API_KEY_FILE: manager.inPlace('self.new') }
    expect(jsonOf(await manager.latchkey('keys show current', next))).toMatchObject({ keyName: 'self' })
  })

  test('shows its secret on the screen only to whoever asks for that', async () => {
    const { output } = await manager.latchkey('keys create --keyName seen --roleID 2 --show-secret')
    expect(await statusWith((JSON.parse(output) as { secretKey: string }).secretKey)).toBe(200)
  })
})

describe('before anything is sent', () => {
  test.each([
    ['keys create --keyName a --roleID 2', 'Where is the secret to go?'],
    ['keys create --roleID 2 --show-secret', 'Missing: --keyName.'],
    ['keys create --keyName a --roleID two --show-secret', '--roleID is "two", but must be a whole number.'],
    ['keys create --keyName a --roleID 2 --expiryDate 2026-12-31 --show-secret', 'a moment with its zone'],
    ['keys create --keyName a --roleID 2 --expiryDate 2026-02-30T00:00Z --show-secret', 'a moment with its zone'],
    ['keys create --keyName a --roleID 2 --secret-file key', 'key of --secret-file is there already'],
    ['keys create --secret x', '--secret is no option of latchkey keys create; allowed: --keyName'],
    ['keys change 5', 'There is nothing to change: give --keyName'],
    ['keys change', 'latchkey keys change needs apiKeyID|current'],
    ['settings change --value a', '--value is for one setting: latchkey settings change NAME --value …'],
    ['keys show x', 'latchkey keys show needs apiKeyID or current after it'],
    ['keys delete 5', 'latchkey keys delete asks first'],
    ['keys list --maxItems few', '--maxItems is "few", but must be a whole number'],
    ['keys search colour=red', '"colour" is no field to search by; there are keyName'],
    ['keys search active=yes', 'latchkey: active is "yes", but must be true or false'],
    ['keys search active<1', 'active can be tested with = and != only'],
    ['keys', 'A command is missing; allowed: list, search, show'],
    ['keys begin', 'begin is no command; allowed: list'],
    ['keys list --api-key-file none', 'The file none of --api-key-file cannot be read'],
    ['keys list --output yaml', '--output is "yaml", but must be table or json'],
  ])('%s is refused with 2 and one sentence', async (words, sentence) => {
    const before = readdirSync(manager.folder)
    const { code, output, complaints } = await manager.latchkey(words)
    expect({ code, output }).toEqual({ code: 2, output: '' })
    expect(complaints).toContain(sentence)
    expect(complaints.trimEnd().split('\n')).toHaveLength(1)
    expect(readdirSync(manager.folder)).toEqual(before)
  })

  test('a manager and a key are asked for by name', async () => {
    expect((await manager.run(['keys', 'list'])).complaints).toContain('LATCHKEY_MANAGER_URL')
    expect((await manager.run(['keys', 'list', '--manager-url', manager.manager])).complaints).toContain(
      'LATCHKEY_API_KEY_FILE',
    )
  })

  test('a key that others can read is refused, and never repeated', async () => {
    writeFileSync(manager.inPlace('open'), manager.secret)
    chmodSync(manager.inPlace('open'), 0o644)
    const open = await manager.latchkey('keys list --api-key-file open')
    expect(open).toMatchObject({ code: 2, complaints: expect.stringContaining('chmod 600 open') })
    writeFileSync(manager.inPlace('both'), `api-secret-key: ${manager.secret}`, { mode: 0o600 })
    const both = await manager.latchkey('keys list --api-key-file both')
    expect(both).toMatchObject({ code: 2, complaints: expect.stringContaining('holds no API key') })
    expect(open.complaints + both.complaints).not.toContain(manager.secret)
  })
})

describe('a refusal', () => {
  test('says why, that nothing was changed, and its number in the log', async () => {
    await create('taken')
    const words = 'keys create --keyName taken --roleID 2 --secret-file again'
    const { code, output, complaints } = await manager.latchkey(words)
    expect({ code, output }).toEqual({ code: 1, output: '' })
    const [said, facts = ''] = complaints.split('\n')
    expect(said).toBe('latchkey: The requested username already exists.')
    expect(facts).toMatch(/^ {2}changed: no {3}status: 400 {3}field: keyName {3}request: [\w-]{36}$/)
    const [, number = ''] = /request: (.*)$/.exec(facts) ?? []
    expect(readFileSync(`${manager.data}/latchkey.log`, 'utf8')).toContain(number)
    // The file that was to hold the secret is gone again.
    expect(existsSync(manager.inPlace('again'))).toBe(false)
  })

  test('of the key itself is one too', async () => {
    writeFileSync(manager.inPlace('unknown'), '999:AAAA\n', { mode: 0o600 })
    const { code, complaints } = await manager.latchkey('keys list --api-key-file unknown')
    expect([code, complaints]).toEqual([1, expect.stringContaining('status: 401')])
  })
})

describe('a search', () => {
  test('finds by every kind of test, all of which must hold', async () => {
    for (const name of ['find-a', 'find-b', 'find_b']) await create(name)
    const b = listOf(await manager.latchkey('keys search keyName=find-b'))[0]?.ID ?? 0
    await manager.latchkey(`keys change ${b} --active false --expiryDate 2098-01-01T00:00:00Z --roleID 1`)
    const named = async (words: string) =>
      listOf(await manager.latchkey(`keys search ${words}`)).map((key) => key.keyName)
    expect(await named('keyName=find%')).toEqual(['find-a', 'find-b', 'find_b'])
    expect(await named('keyName=find_b')).toEqual(['find_b'])
    expect(await named('keyName=find% active=true')).toEqual(['find-a', 'find_b'])
    expect(await named('keyName=find% active!=true')).toEqual(['find-b'])
    expect(await named('keyName=find% roleID!=1')).toEqual(['find-a', 'find_b'])
    expect(await named('keyName=find% expiryDate=')).toEqual(['find-a', 'find_b'])
    expect(await named('keyName=find% expiryDate!=')).toEqual(['find-b'])
    expect(await named('keyName=find% expiryDate<2098-01-01T00:00:00Z')).toEqual([])
    expect(await named('keyName=find% expiryDate<=2098-01-01T00:00:00Z')).toEqual(['find-b'])
    expect(await named(`keyName=find% ID>${b}`)).toEqual(['find_b'])
    expect(await named('keyName=find% --maxItems 2')).toEqual(['find-a', 'find-b'])
  })

  test('takes the criteria of the API from a file', async () => {
    await create('filed')
    const criterion = { fieldName: 'keyName', stringTest: 'equal', stringValue: 'filed' }
    writeFileSync(manager.inPlace('filter.json'), JSON.stringify({ searchCriteria: [criterion] }))
    expect(listOf(await manager.latchkey('keys search --body filter.json'))).toMatchObject([{ keyName: 'filed' }])
  })
})
