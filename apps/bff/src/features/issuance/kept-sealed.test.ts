import { sealedKeptMs } from '@latchkey/contract'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startBff, type BffUnderTest } from '../../bff-under-test.ts'
import { openTab } from '../../tab-for-tests.ts'

let bff: BffUnderTest
beforeEach(async () => {
  // Nothing sweeps here, as while the console is stopped.
  bff = await startBff()
})
afterEach(() => bff.stop())

test('what is kept sealed is given to nobody from the tenth minute on, swept away or not', async () => {
  const session = await bff.session()
  const tab = await openTab()
  const find = () => bff.call('GET', `/bff/issuances/${tab.intent.idempotencyKey}`, session)
  const list = async () => (await bff.call('GET', '/bff/issuances', session)).json()
  await bff.call('POST', '/bff/issuances', session, tab.create('late'))
  bff.time.now += sealedKeptMs - 1
  expect((await find()).statusCode).toBe(200)
  expect(await list()).toMatchObject({ issuances: [{ status: 'sealed' }] })
  bff.time.now += 1
  expect((await find()).statusCode).toBe(410)
  expect(await list()).toEqual({ issuances: [] })
})
