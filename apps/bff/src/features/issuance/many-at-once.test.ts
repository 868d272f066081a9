import { databasesUnderTest } from '@latchkey/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startBff, type BffUnderTest } from '../../bff-under-test.ts'
import { openTab } from '../../tab-for-tests.ts'

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
