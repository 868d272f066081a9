import { existsSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildProduct, buildTimeoutMs } from '../process-for-tests.ts'
import { startKeyedManager, type KeyedManager } from './keyed-manager-for-tests.ts'

let manager: KeyedManager
beforeAll(async () => {
  buildProduct()
  manager = await startKeyedManager()
}, buildTimeoutMs)
afterAll(() => manager.dispose())

test('a search filter in a file says how many and in which order too, under the flags', async () => {
  const found = async (filter: object, more = '') => {
    writeFileSync(manager.inPlace('filter.json'), JSON.stringify(filter))
    const { output, complaints } = await manager.latchkey(`events search --body filter.json${more}`)
    if (complaints !== '') return complaints
    return (JSON.parse(output) as { systemEvents: { ID: number }[] }).systemEvents.map(({ ID }) => ID)
  }
  const all = await found({})
  const [last, first] = [all.at(-1), all[0]]
  expect(all.length).toBeGreaterThan(1)
  expect(await found({ maxItems: 1 })).toEqual([first])
  expect(await found({ maxItems: 1, newestFirst: true })).toEqual([last])
  expect(await found({ maxItems: 1, newestFirst: true }, ' --newestFirst false')).toEqual([first])
  expect(await found({ maxItems: 1 }, ' --maxItems 1000')).toEqual(all)
  expect(await found({ maxItems: 'few' })).toContain(
    'maxItems in the file filter.json of --body must be a whole number',
  )
})

test('a secret goes to no file named -, which elsewhere means a pipe', async () => {
  const { code, complaints } = await manager.latchkey('keys create --keyName dash --roleID 2 --secret-file -')
  expect([code, existsSync(manager.inPlace('-'))]).toEqual([2, false])
  expect(complaints).toContain('--show-secret prints the secret')
  const empty = ['keys', 'create', '--keyName', 'dash', '--roleID', '2', '--secret-file', '']
  expect(await manager.run(empty, manager.environment)).toMatchObject({ code: 2 })
})

test('an authority that is none is a wrong word: nothing was sent', async () => {
  for (const file of ['nowhere.pem', 'key'])
    expect(await manager.latchkey(`keys list --manager-ca ${file}`)).toMatchObject({ code: 2, output: '' })
})

test('every option that there is, is named to whoever gives another', async () => {
  expect((await manager.run(['--verson'])).complaints).toContain('allowed: --version, --help.')
})
