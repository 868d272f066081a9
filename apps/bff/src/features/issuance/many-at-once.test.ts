import { databasesUnderTest } from '@latchkey/testing'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { startBff, type BffUnderTest } from '../../bff-under-test.ts'
import { json } from '../../stand-in-manager-for-tests.ts'
import { openTab, type Tab } from '../../tab-for-tests.ts'

describe.each(databasesUnderTest())('many wishes at once on $name', (under) => {
  let bff: BffUnderTest
  beforeEach(async () => {
    bff = await startBff({}, under)
  })
  afterEach(() => bff.stop())

  test('of one person are ten, and the others are told to wait', async () => {
    const session = await bff.session()
    const tabs = await Promise.all(Array.from({ length: 60 }, () => openTab()))
    const wishes = tabs.map((tab, index) => bff.call('POST', '/bff/issuances', session, tab.create(`key of ${index}`)))
    const statuses = (await Promise.all(wishes)).map(({ statusCode }) => statusCode)
    expect(statuses.filter((status) => status === 200)).toHaveLength(10)
    expect(statuses.filter((status) => status === 429)).toHaveLength(50)
    expect(bff.manager.keys.size).toBe(3 + 10)
  })

  test('that were not done before are no more than that either, whenever they began', async () => {
    const session = await bff.session()
    const tabs = await Promise.all(Array.from({ length: 15 }, () => openTab()))
    const post = async (tab: Tab, index: number) =>
      (await bff.call('POST', '/bff/issuances', session, tab.create(`key of ${index}`))).statusCode
    bff.manager.tell('POST /api/apikeys', json(507, { message: 'Not now.' }))
    for (const [index, tab] of tabs.entries()) expect(await post(tab, index)).toBe(507)
    bff.time.now += 2 * 60_000
    const held: (() => void)[] = []
    bff.manager.tell('POST /api/apikeys', (response, request) => {
      const ID = 100 + held.length
      const made = { ID, keyName: `made ${ID}`, secretKey: `${ID}:secret` }
      held.push(() => json(200, made)(response, request))
    })
    const statuses: number[] = []
    const posted = tabs.map(async (tab, index) => void statuses.push(await post(tab, index)))
    await vi.waitFor(() => expect([statuses, held.length]).toEqual([[429, 429, 429, 429, 429], 10]))
    for (const answer of held) answer()
    await Promise.all(posted)
    expect(statuses.filter((status) => status === 200)).toHaveLength(10)
  })

  test("of several people are done, and stand in nobody's way", async () => {
    const sessions = await Promise.all(['operator', 'second'].map((userName) => bff.session(undefined, userName)))
    const wishes = sessions.flatMap((session, person) =>
      Array.from({ length: 10 }, async (_, index) =>
        bff.call('POST', '/bff/issuances', session, (await openTab()).create(`key of ${person}, ${index}`)),
      ),
    )
    const statuses = (await Promise.all(wishes)).map(({ statusCode }) => statusCode)
    expect(new Set(statuses)).toEqual(new Set([200]))
  })
})

test('of one person are as many at once, and in a minute, as the start has set', async () => {
  const bff = await startBff({ rateLimits: { secrets: 3, running: 2 } })
  const session = await bff.session()
  const make = async (keyName: string) =>
    (await bff.call('POST', '/bff/issuances', session, (await openTab()).create(keyName))).statusCode
  const statuses = await Promise.all(['a', 'b', 'c', 'd'].map(make))
  expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 200, 429, 429])
  expect([await make('e'), await make('f')]).toEqual([200, 429])
  await bff.stop()
})
