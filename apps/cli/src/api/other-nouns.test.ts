import { writeFileSync } from 'node:fs'
import { managerEndpoints, type EndpointTable } from '@latchkey/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildProduct, buildTimeoutMs } from '../process-for-tests.ts'
import { startKeyedManager, type KeyedManager } from './keyed-manager-for-tests.ts'
import { nounNames } from './nouns.ts'
import { operationsOf } from './operations.ts'

let manager: KeyedManager
beforeAll(async () => {
  buildProduct()
  manager = await startKeyedManager()
}, buildTimeoutMs)
afterAll(() => manager.dispose())

type Answer = Readonly<Record<string, unknown>> & { readonly ID: number }
async function answerTo(words: string, more?: Readonly<Record<string, string>>): Promise<Answer> {
  const { code, output, complaints } = await manager.latchkey(words, more)
  expect([words, code, complaints]).toEqual([words, 0, ''])
  return JSON.parse(output === '' ? '{"ID":0}' : output) as Answer
}
const put = (name: string, content: unknown) =>
  writeFileSync(manager.inPlace(name), typeof content === 'string' ? content : JSON.stringify(content), { mode: 0o600 })

test('whatever the table lets a key do, the command line does', () => {
  const table: EndpointTable = managerEndpoints
  const forKeys = Object.values(table)
    .flatMap((group) => Object.values(group))
    .filter(({ access }) => access === 'caller' || access === 'key')
  const done = new Set(nounNames.flatMap(operationsOf).flatMap(({ one, current, all }) => [one, current, all]))
  // Whoever may search reads lists page by page.
  const listed = new Set(Object.values(table).flatMap(({ search, list }) => (search ? [list] : [])))
  expect(forKeys.filter((endpoint) => !done.has(endpoint) && !listed.has(endpoint)).map(({ path }) => path)).toEqual([])
})

test('whatever --help names as a field to search by, the manager searches by', async () => {
  for (const noun of nounNames.filter((name) => operationsOf(name).some(({ verb }) => verb === 'search'))) {
    const { output } = await manager.latchkey(`${noun} search --help`)
    const [, fields = ''] = /Fields: ([^]*?)\n\n/.exec(output.slice(output.indexOf('Tests,'))) ?? []
    expect(fields).toMatch(/,\s+ID$/)
    const criteria = fields.split(/,\s+/).map((fieldName) => ({ fieldName, nullTest: true }))
    put('all.json', { searchCriteria: criteria.filter(({ fieldName }) => fieldName !== 'ID') })
    await answerTo(`${noun} search --body all.json`)
  }
  const refused = await manager.latchkey('keys search locale=en-US')
  expect([refused.code, refused.complaints]).toEqual([2, expect.stringContaining('"locale" is no field to search by')])
})

test('a role is made from a file and a flag over it, changed and deleted', async () => {
  const rights = { platformRights: { apikeyRights: { canViewApiKeys: true } } }
  put('role.json', { name: 'from the file', allowWebService: true, rights })
  const role = await answerTo('roles create --body role.json --name reviewers')
  expect(role).toMatchObject({ name: 'reviewers', allowWebService: true, rights })
  expect(
    await answerTo(`roles change ${role.ID} --allowUserInterface true --allComputers false --computerIDs 3,4`),
  ).toMatchObject({
    allowUserInterface: true,
    computerIDs: [3, 4],
  })
  expect(await answerTo(`roles search name=reviewers`)).toMatchObject({ roles: [{ ID: role.ID }] })
  await answerTo(`roles delete ${role.ID} --yes`)
  put('list.json', [])
  expect((await manager.latchkey('roles create --body list.json')).complaints).toContain('holds no JSON object')
  put('password.json', '{"password": hunter2')
  expect((await manager.latchkey('roles create --body password.json')).complaints).toContain('it is not JSON')
})

test('a user gets a password from a file, and can sign in with it', async () => {
  put('grace', 'rear admiral of the fleet\n')
  const user = await answerTo('users create --username grace --roleID 1 --password-file grace')
  expect(user).toMatchObject({ username: 'grace', roleID: 1 })
  const signIn = () =>
    fetch(`${manager.manager}/api/sessions`, {
      method: 'POST',
      headers: { 'api-version': 'v1', 'content-type': 'application/json' },
      body: JSON.stringify({ userName: 'grace', password: 'rear admiral of the fleet' }),
    })
  expect((await signIn()).status).toBe(200)
  const { sessions } = await answerTo(`sessions list --administratorID ${user.ID}`)
  const [session] = sessions as { handle: string }[]
  await answerTo(`sessions delete ${session?.handle} --yes`)
  expect(await answerTo(`sessions list --administratorID ${user.ID}`)).toMatchObject({ sessions: [] })
  expect(await answerTo(`users lock ${user.ID}`)).toMatchObject({ active: false })
  expect((await signIn()).status).not.toBe(200)
  expect((await manager.latchkey('users create --password secret')).complaints).toContain('--password is no option')
})

test('a setting is changed, several are, and one gets its default back', async () => {
  const name = 'platformSettingUserPasswordLengthMin'
  expect(await answerTo(`settings change ${name} --value 12`)).toEqual({ value: '12' })
  put('settings.json', { [name]: { value: '14' }, platformSettingSignInPageMessage: { value: 'Hello' } })
  await answerTo('settings change --body settings.json')
  expect(await answerTo('settings list')).toMatchObject({ platformSettingSignInPageMessage: { value: 'Hello' } })
  expect((await manager.latchkey('settings list --output table')).output).toMatch(new RegExp(`^${name} +14$`, 'm'))
  expect(await answerTo(`settings reset ${name}`)).toEqual({ value: '8' })
})

test('a tenant is made, gets a key, is suspended and deleted', async () => {
  put('tenant.json', { administrator: { username: 'chief', password: 'correct horse battery' } })
  const tenant = await answerTo('tenants create --name acme --body tenant.json')
  await answerTo(`tenants create-key ${tenant.ID} --keyName inside --secret-file tenant.secret`)
  const inside = { LATCHKEY_API_KEY_FILE: manager.inPlace('tenant.secret') }
  expect(await answerTo('keys show current', inside)).toMatchObject({ keyName: 'inside', tenantID: tenant.ID })
  expect(await answerTo(`tenants change ${tenant.ID} --tenantState suspended`)).toMatchObject({
    tenantState: 'suspended',
  })
  await answerTo(`tenants delete ${tenant.ID} --yes`)
})

test('events are listed from the newest, and found by what they are about', async () => {
  const { ID } = await answerTo('keys create --keyName watched --roleID 2 --secret-file watched.secret')
  await answerTo(`keys lock ${ID}`)
  const { systemEvents } = await answerTo(`events search targetID=${ID} --newestFirst true`)
  const [last, first] = systemEvents as { event: string; ID: number }[]
  expect([last?.event, first?.event]).toEqual([expect.stringContaining('Locked'), 'API Key Created'])
  expect(await answerTo(`events show ${first?.ID}`)).toMatchObject({ targetName: 'watched' })
  expect(await answerTo('events list --newestFirst true --maxItems 1')).toMatchObject({ systemEvents: [last] })
  expect(await answerTo('metrics list')).toEqual({ apiUsageMetrics: [] })
})
