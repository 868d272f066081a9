import { setImmediate as nextTurn } from 'node:timers/promises'
import { databasesUnderTest } from '@latchkey/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { secretHeaders, startManager, type ManagerUnderTest } from './manager-under-test.ts'

const times = <Result>(count: number, work: (index: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)))
const countOf = (statuses: readonly number[]) =>
  Object.fromEntries(
    [...new Set(statuses)]
      .toSorted((a, b) => a - b)
      .map((status) => [status, statuses.filter((other) => other === status).length]),
  )

describe.each(databasesUnderTest())('many at once on $name', (databaseUnderTest) => {
  let manager: ManagerUnderTest
  beforeAll(async () => {
    manager = await startManager(databaseUnderTest)
  })
  afterAll(() => manager.stop())

  test('fifty keys of fifty names are all made, each with an ID of its own', async () => {
    const keys = await times(50, (index) => manager.newKey({ keyName: `crowd-${index}` }))
    expect(new Set(keys.map(({ ID }) => ID)).size).toBe(50)
  })

  test('fifty keys have fifty events, numbered without a gap', async () => {
    const eventIDs = async (after: number) => {
      const events = manager.database.kysely.selectFrom('system_events').where('id', '>', after)
      return (await events.select('id').orderBy('id').execute()).map(({ id }) => id)
    }
    const last = (await eventIDs(0)).at(-1) ?? 0
    await times(50, () => manager.newKey())
    expect(await eventIDs(last)).toEqual(Array.from({ length: 50 }, (_, index) => last + 1 + index))
  })

  test('of fifty keys of one name one is made', async () => {
    const answers = await times(50, () => manager.call('POST', '/api/apikeys', { keyName: 'Same', roleID: 1 }))
    expect(countOf(answers.map(({ statusCode }) => statusCode))).toEqual({ 200: 1, 400: 49 })
    const refused = answers.find(({ statusCode }) => statusCode === 400)?.json()
    expect(refused).toMatchObject({ message: 'The requested username already exists.' })
  })

  test('fifty changes of fifty keys, and of one key, all happen', async () => {
    const keys = await times(50, () => manager.newKey())
    const changes = await times(50, (index) =>
      manager.call('POST', `/api/apikeys/${keys[index]?.ID}`, { description: 'changed' }),
    )
    expect(countOf(changes.map(({ statusCode }) => statusCode))).toEqual({ 200: 50 })
    const same = await times(50, (index) =>
      manager.call('POST', `/api/apikeys/${keys[0]?.ID}`, { description: `number ${index}` }),
    )
    expect(countOf(same.map(({ statusCode }) => statusCode))).toEqual({ 200: 50 })
  })

  test('of fifty new secrets of one key exactly one is valid afterwards', async () => {
    const { ID } = await manager.newKey()
    const answers = await times(50, () => manager.call('POST', `/api/apikeys/${ID}/secretkey`))
    expect(countOf(answers.map(({ statusCode }) => statusCode))).toEqual({ 200: 50 })
    const secrets = answers.map((answer) => String(answer.json().secretKey))
    const statuses = await times(
      50,
      async (index) =>
        (await manager.call('GET', '/api/apikeys/current', undefined, secretHeaders(secrets[index] ?? ''))).statusCode,
    )
    expect(countOf(statuses)).toEqual({ 200: 1, 401: 49 })
  })

  test('fifty wrong secrets of one key count as fifty', async () => {
    const [one, other] = [await manager.newKey(), await manager.newKey()]
    const wrong = secretHeaders(`${one.ID}:${other.secretKey.split(':')[1]}`)
    const answers = await times(50, () => manager.call('GET', '/api/apikeys', undefined, wrong))
    expect(countOf(answers.map(({ statusCode }) => statusCode))).toEqual({ 401: 50 })
    await expect
      .poll(() => manager.succeed('GET', `/api/apikeys/${one.ID}`), { timeout: 10_000 })
      .toMatchObject({ unsuccessfulSignInAttempts: 50 })
    // However often someone guesses, the events stay few.
    const criterion = { fieldName: 'targetID', numericTest: 'equal', numericValue: one.ID }
    const { systemEvents } = z
      .object({ systemEvents: z.array(z.object({ eventID: z.number(), description: z.string() })) })
      .parse(await manager.succeed('POST', '/api/systemevents/search', { searchCriteria: [criterion] }))
    const told = systemEvents.filter(({ eventID }) => eventID === 160)
    expect(told.length).toBeLessThanOrEqual(2)
    expect(told.reduce((sum, { description }) => sum + Number(/^\d+/.exec(description)?.[0] ?? 1), 0)).toBe(50)
  })

  test('of twenty guesses at once no more than five are looked at', async () => {
    const guesses = await times(20, () =>
      manager.call('POST', '/api/sessions', { userName: 'operator', password: 'a guess' }, { 'api-version': 'v1' }),
    )
    const counts = countOf(guesses.map(({ statusCode }) => statusCode))
    expect(Object.keys(counts).filter((status) => !['401', '429'].includes(status))).toEqual([])
    const { attempts } = await manager.database.kysely
      .selectFrom('administrators')
      .select('attempts')
      .executeTakeFirstOrThrow()
    expect(attempts).toBe(5)
  })

  test('a key that is locked while it works is refused from the acknowledgement on', async () => {
    const { ID, secretKey } = await manager.newKey()
    let acknowledged = false
    const afterwards: number[] = []
    const working = times(8, async () => {
      while (afterwards.length < 40) {
        await nextTurn()
        const began = acknowledged
        const { statusCode } = await manager.call('GET', '/api/apikeys/current', undefined, secretHeaders(secretKey))
        if (began) afterwards.push(statusCode)
      }
    })
    await manager.succeed('POST', `/api/apikeys/${ID}`, { active: false })
    acknowledged = true
    await working
    expect(countOf(afterwards)).toEqual({ 403: afterwards.length })
  })
})
