import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { readAnchors } from './activity/anchor-file.ts'
import { startBff, type BffUnderTest } from './bff-under-test.ts'
import { openTab } from './tab-for-tests.ts'

let bff: BffUnderTest
beforeEach(async () => {
  bff = await startBff()
})
afterEach(() => bff.stop())

const passing = (what: () => unknown) =>
  vi.waitFor(
    async () => {
      bff.time.now += 3_000
      await what()
    },
    { timeout: 10_000, interval: 50 },
  )
const entries = () =>
  bff.database.kysely.selectFrom('activity').select(['action', 'hash']).orderBy('sequence').execute()

test('what a stop breaks off is recorded before the last entry, which is anchored', async () => {
  bff.manager.tell('POST /api/apikeys', (response) => void response.destroy())
  await bff.call('POST', '/bff/issuances', await bff.session(), (await openTab()).create('ci'))
  const state = bff.database.kysely.selectFrom('issuances').select('state')
  await passing(async () => expect(await state.execute()).toEqual([{ state: 'notDone' }]))
  // It came into being after all, and the answer to the new secret that is asked for does not come.
  let asked = false
  bff.manager.tell('POST /api/apikeys/4/secretkey', () => void (asked = true))
  const like = bff.manager.keys.get(1)
  if (like === undefined) throw new Error('The stand-in has keys.')
  bff.manager.keys.set(4, { ...like, key: { ...like.key, keyName: 'ci', ID: 4, created: Date.now() } })
  await passing(() => expect(asked).toBe(true))
  await bff.restart()
  const actions = (await entries()).map(({ action }) => action)
  expect(actions.slice(-3)).toEqual(['apikey.created', 'system.stopped', 'system.started'])
  expect(readAnchors(bff.anchorFile).at(-2)?.hash).toBe((await entries()).at(-2)?.hash)
})
