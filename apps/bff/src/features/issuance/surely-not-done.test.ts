import { issuanceSchema } from '@latchkey/contract'
import { databasesUnderTest } from '@latchkey/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startBff, type BffUnderTest } from '../../bff-under-test.ts'
import { json } from '../../stand-in-manager-for-tests.ts'
import { openTab, type Tab } from '../../tab-for-tests.ts'

type Headers = Readonly<Record<string, string>>
const minute = 60_000

describe.each(databasesUnderTest())('what was told as not done, on $name', (under) => {
  let bff: BffUnderTest
  let session: Headers
  beforeEach(async () => {
    bff = await startBff({}, under)
    session = await bff.session()
  })
  afterEach(() => bff.stop())

  const post = (wish: object) => bff.call('POST', '/bff/issuances', session, wish)
  const statusOf = async ({ intent }: Tab) =>
    issuanceSchema.parse((await bff.call('GET', `/bff/issuances/${intent.idempotencyKey}`, session)).json()).status
  const secretsOf = (ID: number) => bff.manager.keys.get(ID)?.secrets.length
  /** By another tool, with every property as it was asked for here. */
  const makeElsewhere = async (keyName: string): Promise<number> => {
    const [sID] = bff.manager.live.keys()
    const answer = await fetch(`${bff.manager.url}/api/apikeys`, {
      method: 'POST',
      headers: { cookie: `sID=${sID}` },
      body: JSON.stringify({ keyName, roleID: 1 }),
    })
    const { ID }: { ID: number } = JSON.parse(await answer.text())
    return ID
  }
  /** As long as a lost answer is looked for, and some more. */
  async function pass(): Promise<void> {
    for (let passed = 0; passed < 3 * minute; passed += 5_000) {
      bff.time.now += 5_000
      await new Promise((resolve) => setTimeout(resolve, 30))
    }
  }

  test.each([429, 507] as const)(
    'with %i, is not looked for: what somebody else makes stays theirs',
    async (status) => {
      bff.manager.tell('POST /api/apikeys', json(status, { message: 'Not now.' }))
      const tab = await openTab()
      expect((await post(tab.create('ci'))).statusCode).toBe(status)
      bff.manager.forget('POST /api/apikeys')
      const ID = await makeElsewhere('ci')
      await pass()
      expect(await statusOf(tab)).toBe('notDone')
      expect(secretsOf(ID)).toBe(1)
      const again = await post(tab.create('ci'))
      expect(again.json()).toMatchObject({ message: 'keyName: there is already a key with this name' })
      expect(secretsOf(ID)).toBe(1)
    },
  )

  test('takes the place of no secret afterwards, and is done when it is asked for again', async () => {
    bff.manager.tell('POST /api/apikeys/2/secretkey', json(429, { message: 'Not now.' }))
    const tab = await openTab()
    expect((await post(tab.newSecret(2))).statusCode).toBe(429)
    bff.manager.forget('POST /api/apikeys/2/secretkey')
    await pass()
    expect(secretsOf(2)).toBe(1)
    expect((await post(tab.newSecret(2))).json()).toMatchObject({ status: 'sealed' })
    expect(secretsOf(2)).toBe(2)
  })
})
