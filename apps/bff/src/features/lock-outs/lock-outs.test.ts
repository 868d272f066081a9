import type { ActivityEntry, Note } from '@latchkey/contract'
import { databasesUnderTest } from '@latchkey/testing'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ours, startBff, type BffUnderTest } from '../../bff-under-test.ts'
import { json } from '../../stand-in-manager-for-tests.ts'

type Headers = Readonly<Record<string, string>>
const [lockIt, lookAtIt] = ['POST /api/apikeys/2', 'GET /api/apikeys/2']

describe.each(databasesUnderTest())('a lock-out that nobody confirmed, on $name', (under) => {
  let bff: BffUnderTest
  let session: Headers
  beforeEach(async () => {
    bff = await startBff({}, under)
    session = await bff.session()
  })
  afterEach(() => bff.stop())

  const put = async (active: boolean) => (await bff.call('POST', '/bff/apikeys/2', session, { active })).statusCode
  const lose = (request: string) => bff.manager.tell(request, (response) => void response.destroy())
  const isActive = () => bff.manager.keys.get(2)?.key['active']
  const asked = () => bff.manager.seen.filter(({ method, path }) => `${method} ${path}` === lockIt).length
  const note = async () =>
    (await bff.call('POST', '/bff/notes/search', session, { apiKeyIDs: [2] })).json<{ notes: Note[] }>().notes[0]
  const waiting = () => bff.database.kysely.selectFrom('lock_outs').selectAll().execute()
  const said = async () => {
    const filter = { action: 'apikey.locked', objectID: 2 }
    const answer = await bff.call('POST', '/bff/activity/search', session, filter)
    return answer
      .json<{ entries: ActivityEntry[] }>()
      .entries.toReversed()
      .map(({ outcome, reason, detail }) => ({ outcome, reason, tries: detail?.['tries'] }))
  }
  const later = (what: () => unknown) =>
    vi.waitFor(
      async () => {
        bff.time.now += 5_000
        await what()
      },
      { timeout: 15_000, interval: 50 },
    )
  const isOver = () => later(async () => expect(await waiting()).toEqual([]))

  test('is tried again until the manager says that the key is inactive, and ends in the activity', async () => {
    lose(lockIt)
    const begun = bff.time.now
    expect(await put(false)).toBe(502)
    expect(await note()).toMatchObject({ apiKeyID: 2, lockOutNotConfirmed: begun })
    await later(() => expect(asked()).toBeGreaterThan(2))
    bff.manager.forget(lockIt)
    await isOver()
    expect(isActive()).toBe(false)
    expect(await note()).toBeUndefined()
    const all = await said()
    expect(all.map(({ outcome }) => outcome)).toEqual(['begun', 'unknown', 'ok'])
    expect(all.at(-1)?.tries).toBeGreaterThan(1)
    const times = asked()
    bff.time.now += 120_000
    await put(true)
    expect([asked(), isActive()]).toEqual([times + 1, true])
  })

  test('is not asked for again where it had been done', async () => {
    bff.manager.tell(lockIt, bff.manager.loseAnswer)
    expect(await put(false)).toBe(502)
    await isOver()
    expect([asked(), isActive()]).toEqual([1, false])
  })

  test('goes on after a restart, and where the process died in the middle of it', async () => {
    lose(lockIt)
    lose(lookAtIt)
    await put(false)
    await bff.restart()
    bff.manager.forget(lockIt)
    bff.manager.forget(lookAtIt)
    await isOver()
    expect(isActive()).toBe(false)
    await put(true)
    // What a process leaves that dies before the answer: it holds the turn for as long as a call may take.
    let inTheMiddle: Awaited<ReturnType<typeof waiting>> = []
    const refuse = async (...[response, request]: Parameters<ReturnType<typeof json>>) => {
      inTheMiddle = await waiting()
      json(403, { message: 'No.' })(response, request)
    }
    bff.manager.tell(lockIt, (response, request) => void refuse(response, request))
    await put(false)
    expect(await waiting()).toEqual([])
    bff.manager.forget(lockIt)
    await bff.database.kysely.insertInto('lock_outs').values(inTheMiddle).execute()
    await isOver()
    expect(isActive()).toBe(false)
  })

  test('is let be once somebody unlocks the key', async () => {
    lose(lockIt)
    await put(false)
    bff.manager.forget(lockIt)
    expect(await put(true)).toBe(200)
    const times = asked()
    for (let tries = 0; tries < 10; tries += 1) {
      bff.time.now += 5_000
      await new Promise((resolve) => setTimeout(resolve, 30))
    }
    expect([asked(), isActive(), await waiting()]).toEqual([times, true, []])
  })

  test.each([true, false])('is not ended by whoever may not, where they ask for active %s', async (active) => {
    lose(lockIt)
    await put(false)
    const auditor = await bff.session(ours, 'second')
    bff.manager.tell(lockIt, json(403, { message: 'Not authorized.' }))
    expect((await bff.call('POST', '/bff/apikeys/2', auditor, { active })).statusCode).toBe(403)
    expect(await waiting()).toHaveLength(1)
    bff.manager.forget(lockIt)
    await isOver()
    expect(isActive()).toBe(false)
  })

  test('is not ended where the answer to whoever unlocks the key is lost, or they try in vain', async () => {
    lose(lockIt)
    await put(false)
    expect(await put(true)).toBe(502)
    const other = await bff.session(ours, 'second')
    expect((await bff.call('POST', '/bff/apikeys/2', other, { active: false })).statusCode).toBe(502)
    expect(await note()).toMatchObject({ apiKeyID: 2, lockOutNotConfirmed: expect.any(Number) })
    expect(await waiting()).toHaveLength(2)
    bff.manager.forget(lockIt)
    await isOver()
    expect(isActive()).toBe(false)
  })

  test('waits for its person where their session is over', async () => {
    lose(lockIt)
    await put(false)
    await bff.call('DELETE', '/bff/session', session)
    bff.manager.forget(lockIt)
    bff.time.now += 60_000
    await vi.waitFor(async () => expect((await waiting())[0]?.tries).toBeGreaterThan(0))
    expect(isActive()).toBe(true)
    session = await bff.session()
    await isOver()
    expect(isActive()).toBe(false)
  })

  test('that the manager refuses is not tried again, and the refusal is in the activity', async () => {
    bff.manager.tell(lockIt, json(403, { message: 'Not authorized.' }))
    expect(await put(false)).toBe(403)
    expect(await waiting()).toEqual([])
    lose(lockIt)
    await put(false)
    bff.manager.tell(lockIt, json(403, { message: 'Not authorized.' }))
    await isOver()
    expect((await said()).at(-1)).toMatchObject({ outcome: 'denied', reason: 'Not authorized.' })
  })

  test('that was answered with a key still active is tried again too', async () => {
    const { key } = bff.manager.keys.get(2) ?? {}
    bff.manager.tell(lockIt, json(200, key))
    expect(await put(false)).toBe(200)
    expect(await waiting()).toHaveLength(1)
    bff.manager.forget(lockIt)
    await isOver()
    expect(isActive()).toBe(false)
  })

  test('is given up after a day, and the activity says that nobody knows', async () => {
    lose(lockIt)
    await put(false)
    bff.time.now += 24 * 60 * 60_000
    await vi.waitFor(async () => expect(await waiting()).toEqual([]))
    session = await bff.session()
    expect((await said()).at(-1)).toMatchObject({ outcome: 'unknown', reason: expect.stringContaining('for a day') })
  })
})
