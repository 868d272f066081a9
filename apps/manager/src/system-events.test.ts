import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import { systemEventListSchema, type SystemEvent } from '@latchkey/contract'
import { databasesUnderTest } from '@latchkey/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createSystemEventPages } from './features/system-events/system-event-repository.ts'
import { password, secretHeaders, startManager, type Headers, type ManagerUnderTest } from './manager-under-test.ts'

const withID = z.object({ ID: z.number() })
const path = '/api/systemevents'
const dayMs = 24 * 60 * 60_000
const minuteMs = 60_000

describe.each(databasesUnderTest())('system events on $name', (databaseUnderTest) => {
  let now = 1_790_000_000_000
  let manager: ManagerUnderTest
  let byKey: Headers
  let keyName: string
  beforeAll(async () => {
    manager = await startManager(databaseUnderTest, { clock: () => now, sweepEveryMs: 20 })
    // A key is not ended by what these tests do to sessions.
    const key = await manager.newKey()
    byKey = secretHeaders(key.secretKey)
    keyName = key.keyName
  })
  afterAll(() => manager.stop())
  const search = async (filter: object, headers = byKey) =>
    systemEventListSchema.parse(await manager.succeed('POST', `${path}/search`, filter, headers)).systemEvents
  const by = (...searchCriteria: object[]) => search({ searchCriteria })
  const lastID = async () => (await search({ maxItems: 1, newestFirst: true }))[0]?.ID ?? 0
  /** What a piece of work tells, in order. */
  const toldBy = async (work: () => Promise<unknown>) => {
    const idValue = await lastID()
    await work()
    return (await by({ idTest: 'greater-than', idValue })).map(
      ({ eventID, level, targetKind, targetName, performedByName }) => [
        eventID,
        level,
        targetKind,
        targetName,
        performedByName,
      ],
    )
  }
  const post = (url: string, body: object = {}, headers = byKey) => manager.succeed('POST', `/api${url}`, body, headers)
  const remove = (url: string, headers = byKey) => manager.succeed('DELETE', `/api${url}`, undefined, headers)
  /** Waits for what the manager does by itself. */
  const untilSome = async (found: () => Promise<readonly SystemEvent[]>): Promise<readonly SystemEvent[]> => {
    for (;;) {
      const events = await found()
      if (events.length > 0) return events
      await wait(20)
    }
  }

  test('are one for each change, with its number, level, target and who made it', async () => {
    let ID = 0
    const make = async (url: string, body: object) => void (ID = withID.parse(await post(url, body)).ID)
    const user = { username: 'ursel', password, roleID: 2 }
    const told: unknown[] = []
    for (const work of [
      () => make('/apikeys', { keyName: 'told', roleID: 2 }),
      () => post(`/apikeys/${ID}`, { description: 'changed' }),
      () => post(`/apikeys/${ID}`, { description: 'changed' }),
      () => post(`/apikeys/${ID}/secretkey`),
      () => post(`/apikeys/${ID}`, { active: false }),
      () => post(`/apikeys/${ID}`, { active: true }),
      () => remove(`/apikeys/${ID}`),
      () => make('/roles', { name: 'Told' }),
      () => post(`/roles/${ID}`, { description: 'changed' }),
      () => post(`/roles/${ID}`, { description: 'changed' }),
      () => remove(`/roles/${ID}`),
      () => make('/administrators', user),
      () => post(`/administrators/${ID}`, { fullName: 'Ursel' }),
      () => post(`/administrators/${ID}`, { fullName: 'Ursel' }),
      () => post(`/administrators/${ID}`, { password: 'another pass phrase' }),
      () => post(`/administrators/${ID}`, { active: false }),
      () => post(`/administrators/${ID}`, { active: true }),
      () => remove(`/administrators/${ID}`),
      () => post('/systemsettings', { platformSettingSignInPageMessage: { value: 'Hello' } }),
      () => remove('/systemsettings/platformSettingSignInPageMessage'),
      () => make('/tenants', { name: 'Branch', administrator: { username: 'boss', password } }),
      () => post(`/tenants/${ID}`, { description: 'changed' }),
      () => post(`/tenants/${ID}`, { description: 'changed' }),
      () => remove(`/tenants/${ID}`),
      () => post('/apikeys/current', { description: 'of itself' }),
    ])
      told.push(...(await toldBy(work)))
    expect(told).toEqual(
      [
        [656, 'info', 'api-key', 'told'],
        [658, 'info', 'api-key', 'told'],
        [658, 'info', 'api-key', 'told'],
        [673, 'info', 'api-key', 'told'],
        [674, 'info', 'api-key', 'told'],
        [657, 'info', 'api-key', 'told'],
        [660, 'info', 'role', 'Told'],
        [662, 'info', 'role', 'Told'],
        [661, 'info', 'role', 'Told'],
        [650, 'info', 'administrator', 'ursel'],
        [652, 'info', 'administrator', 'ursel'],
        [653, 'info', 'administrator', 'ursel'],
        [603, 'warning', 'administrator', 'ursel'],
        [604, 'info', 'administrator', 'ursel'],
        [651, 'info', 'administrator', 'ursel'],
        [150, 'info', 'setting', 'platformSettingSignInPageMessage'],
        [150, 'info', 'setting', 'platformSettingSignInPageMessage'],
        [1950, 'info', 'tenant', 'Branch'],
        [1952, 'info', 'tenant', 'Branch'],
        [1951, 'info', 'tenant', 'Branch'],
        [658, 'info', 'api-key', keyName],
      ].map((event) => [...event, keyName]),
    )
  })

  test('say what was changed, from what to what', async () => {
    const { ID } = await manager.newKey({ keyName: 'before', roleID: 2, description: 'x'.repeat(100) })
    const roleID = (await manager.newRole({ allPolicies: false })).ID
    const description = async (url: string, body: object) => {
      await post(url, body)
      return (await search({ newestFirst: true, maxItems: 1 }))[0]?.description
    }
    const expiryDate = now + dayMs
    expect(await description(`/apikeys/${ID}`, { keyName: 'after', roleID, expiryDate, description: '' })).toBe(
      `keyName: before → after; description: ${'x'.repeat(60)}… → ; roleID: 2 → ${roleID}; expiryDate: none → ${expiryDate}`,
    )
    expect(await description(`/apikeys/${ID}`, { active: false, timeZone: 'Asia/Tokyo' })).toMatch(
      /^timeZone: .+ → Asia\/Tokyo$/,
    )
    const rights = {
      platformRights: { apikeyRights: { canViewApiKeys: true }, policyRights: { canViewOtherPolicies: false } },
    }
    expect(await description(`/roles/${roleID}`, { policyIDs: [3, 4], rights })).toBe(
      'policyIDs: [] → [3, 4]; +platformRights.apikeyRights.canViewApiKeys; -platformRights.policyRights.canViewOtherPolicies',
    )
    expect(await description('/administrators/1', { fullName: 'Op Erator' })).toBe('fullName:  → Op Erator')
  })

  test('tell of signing in and out, of refusals and of people about themselves', async () => {
    await post('/administrators', { username: 'vera', password, roleID: 2 })
    let theirs: Headers = {}
    const wrong = { userName: 'vera', password: 'wrong' }
    const told: unknown[] = []
    for (const work of [
      async () => (theirs = await manager.signIn('vera')),
      () => post('/administrators/current', { fullName: 'Vera' }, theirs),
      () => post('/administrators/current', { password: 'a new pass phrase', currentPassword: password }, theirs),
      () => remove('/sessions/current', theirs),
      () => manager.call('POST', '/api/sessions', wrong, { 'api-version': 'v1' }),
    ])
      told.push(...(await toldBy(work)))
    const nobody = { userName: 'nobody', password: 'wrong' }
    expect(await toldBy(() => manager.call('POST', '/api/sessions', nobody, { 'api-version': 'v1' }))).toEqual([
      [160, 'warning', 'administrator', 'nobody', 'System'],
    ])
    expect(told).toEqual([
      [600, 'info', 'administrator', 'vera', 'vera'],
      [652, 'info', 'administrator', 'vera', 'vera'],
      [653, 'info', 'administrator', 'vera', 'vera'],
      [601, 'info', 'administrator', 'vera', 'vera'],
      [160, 'warning', 'administrator', 'vera', 'System'],
    ])
  })

  test('are found by time, event, level, target, person and words', async () => {
    const from = now + 1_000
    now = from
    const { ID, keyName: name } = await manager.newKey({ keyName: 'Ärger', roleID: 2 })
    now += 1_000
    await post(`/apikeys/${ID}`, { active: false })
    now += 1_000
    await post(`/apikeys/${ID}/secretkey`)
    const numbers = async (...criteria: object[]) =>
      (await by({ fieldName: 'targetID', numericValue: ID }, ...criteria)).map(({ eventID }) => eventID)
    expect(await numbers()).toEqual([656, 673, 658])
    expect(await numbers({ fieldName: 'time', firstDateValue: from, lastDateValue: from + 1_000 })).toEqual([656, 673])
    expect(await numbers({ fieldName: 'time', firstDateValue: from, firstDateInclusive: false })).toEqual([673, 658])
    expect(await numbers({ fieldName: 'eventID', numericValue: 673 })).toEqual([673])
    expect(await numbers({ fieldName: 'event', stringValue: 'api key locked%' })).toEqual([673])
    expect(await numbers({ fieldName: 'level', choiceValue: 'info' })).toEqual([656, 673, 658])
    expect(await numbers({ fieldName: 'level', choiceValue: 'info', choiceTest: 'not-equal' })).toEqual([])
    expect(await numbers({ fieldName: 'level', choiceValue: 'toString' })).toEqual([])
    expect(await numbers({ fieldName: 'targetKind', choiceValue: 'api-key' })).toEqual([656, 673, 658])
    expect(await numbers({ fieldName: 'targetName', stringValue: 'ÄRGER' })).toEqual([656, 673, 658])
    expect(await numbers({ fieldName: 'performedByName', stringValue: 'OPERATOR' })).toEqual([656])
    expect(await numbers({ fieldName: 'performedByID', numericValue: 1 })).toEqual([656])
    expect(await numbers({ fieldName: 'description', stringValue: '%new SECRET%' })).toEqual([658])
    expect(await by({ fieldName: 'level', choiceValue: 'error' })).toEqual([])
    expect(name).toBe('Ärger')
    const refused = { searchCriteria: [{ fieldName: 'tenantID', numericValue: 1 }] }
    expect((await manager.call('POST', `${path}/search`, refused, byKey)).statusCode).toBe(400)
  })

  test('come oldest or newest first, in pages, and one looks the same everywhere', async () => {
    const all = systemEventListSchema.parse(await manager.succeed('GET', path, undefined, byKey)).systemEvents
    expect(all.map(({ ID }) => ID)).toEqual(all.map(({ ID }) => ID).toSorted((a, b) => a - b))
    expect(await search({ newestFirst: 'true' })).toEqual(all.toReversed())
    const paged: SystemEvent[] = []
    for (let idValue = Number.MAX_SAFE_INTEGER; ;) {
      const page = await search({
        newestFirst: true,
        maxItems: 7,
        searchCriteria: [{ idTest: 'less-than', idValue }],
      })
      if (page.length === 0) break
      paged.push(...page)
      idValue = page.at(-1)?.ID ?? 0
    }
    expect(paged).toEqual(all.toReversed())
    for (const event of all.slice(0, 5)) {
      const described = (await manager.call('GET', `${path}/${event.ID}`, undefined, byKey)).body
      const found = await manager.call('POST', `${path}/search`, { searchCriteria: { idValue: event.ID } }, byKey)
      expect(found.body).toBe(`{"systemEvents":[${described}]}`)
    }
    expect((await manager.call('GET', `${path}/999999`, undefined, byKey)).statusCode).toBe(404)
    expect((await manager.call('POST', path, {}, byKey)).statusCode).toBe(405)
  })

  test('of a tenant are seen by nobody else', async () => {
    await post('/tenants', { name: 'Island', administrator: { username: 'robinson', password } })
    const theirs = await manager.signIn('robinson', password, 'Island')
    const events = await search({}, theirs)
    expect(events.map(({ eventID }) => eventID)).toEqual([650, 600])
    expect((await by({ fieldName: 'targetName', stringValue: 'robinson' })).length).toBe(0)
    const [mine] = await search({ maxItems: 1 })
    expect((await manager.call('GET', `${path}/${mine?.ID}`, undefined, theirs)).statusCode).toBe(404)
  })

  test('tell that a key has expired, once for each date', async () => {
    const { ID } = await manager.newKey({ roleID: 2, expiryDate: now + 1_000 })
    const expired = () => by({ fieldName: 'targetID', numericValue: ID }, { fieldName: 'eventID', numericValue: 678 })
    await wait(60)
    expect(await expired()).toEqual([])
    now += 1_000
    expect(await untilSome(expired)).toMatchObject([{ event: 'API Key Expired', performedByName: 'System', time: now }])
    await wait(60)
    expect(await expired()).toHaveLength(1)
    await post(`/apikeys/${ID}`, { expiryDate: now + 1_000 })
    now += 1_000
    for (let events = await expired(); events.length < 2; events = await expired()) await wait(20)
  })

  test('tell that a session has timed out, at its next call or when nobody calls any more', async () => {
    await post('/administrators', { username: 'wanda', password, roleID: 2 })
    const timedOut = () =>
      by({ fieldName: 'targetName', stringValue: 'wanda' }, { fieldName: 'eventID', numericValue: 602 })
    await manager.signIn('wanda')
    now += 30 * minuteMs
    await untilSome(timedOut)
    const again = await manager.signIn('wanda')
    now += 30 * minuteMs
    const statuses = await Promise.all(
      Array.from({ length: 5 }, () => manager.call('GET', '/api/sessions', undefined, again)),
    )
    expect(statuses.map(({ statusCode }) => statusCode)).toEqual([401, 401, 401, 401, 401])
    await wait(60)
    expect(await timedOut()).toHaveLength(2)
    // A longer time-out afterwards brings no session back.
    await post('/systemsettings/platformSettingUserSessionIdleTimeout', { value: 'No Limit' })
    expect((await manager.call('GET', '/api/sessions', undefined, again)).statusCode).toBe(401)
    await remove('/systemsettings/platformSettingUserSessionIdleTimeout')
  })

  test('are found however many lie between, while other calls are answered', async () => {
    await post('/systemsettings/platformSettingRetainSystemEventDuration', { value: 'Never' })
    const { kysely } = manager.database
    const template = await kysely.selectFrom('system_events').selectAll().executeTakeFirstOrThrow()
    const many = Array.from({ length: 13_000 }, (_, index) => ({
      ...template,
      id: 100_000 + index,
      target_name_folded: index % 6_400 === 0 ? 'needle' : 'hay',
    }))
    for (let from = 0; from < many.length; from += 500)
      await kysely
        .insertInto('system_events')
        .values(many.slice(from, from + 500))
        .execute()
    const needles = { fieldName: 'targetName', stringValue: 'needle' }
    const found = async (filter: object) => (await search(filter)).map(({ ID }) => ID)
    expect(await found({ searchCriteria: needles })).toEqual([100_000, 106_400, 112_800])
    expect(await found({ searchCriteria: needles, newestFirst: true })).toEqual([112_800, 106_400, 100_000])
    expect(await found({ searchCriteria: needles, maxItems: 2 })).toEqual([100_000, 106_400])
    const hay = { fieldName: 'targetName', stringValue: 'hay' }
    expect(await found({ searchCriteria: hay })).toHaveLength(5_000)
    const wanted = { searchCriteria: [{ fieldName: 'targetName', stringValue: 'nowhere' }], maxItems: 10 }
    let turns = 0
    const done = new AbortController()
    const countTurns = async () => {
      while (!done.signal.aborted) {
        await nextTurn()
        turns += 1
      }
    }
    const counted = countTurns()
    const pages = []
    for await (const page of createSystemEventPages(manager.database)(0, wanted)) pages.push(page)
    done.abort()
    await counted
    expect(pages).toEqual([{ items: '', count: 0, isLast: true }])
    expect(turns).toBeGreaterThanOrEqual(2)
    await kysely.deleteFrom('system_events').where('id', '>=', 100_000).execute()
  })

  test('are forgotten after the time that is set, however many they are', async () => {
    await post('/systemsettings/platformSettingRetainSystemEventDuration', { value: 'Never' })
    const template = await manager.database.kysely.selectFrom('system_events').selectAll().executeTakeFirstOrThrow()
    const old = Array.from({ length: 1_200 }, (_, index) => ({ ...template, id: 1_000_000 + index, time: index }))
    for (let from = 0; from < old.length; from += 300)
      await manager.database.kysely
        .insertInto('system_events')
        .values(old.slice(from, from + 300))
        .execute()
    const count = async () => (await by({ idTest: 'greater-than-or-equal', idValue: 1_000_000 })).length
    await wait(60)
    expect(await count()).toBe(1_200)
    await manager.database.kysely
      .updateTable('system_events')
      .set({ time: now - 30 * dayMs })
      .where('id', '=', 1_000_000)
      .execute()
    await post('/systemsettings/platformSettingRetainSystemEventDuration', { value: '30 Days' })
    while ((await count()) > 1) await wait(20)
    await wait(60)
    expect(await by({ idTest: 'greater-than-or-equal', idValue: 1_000_000 })).toMatchObject([{ ID: 1_000_000 }])
    now += 1
    while ((await count()) > 0) await wait(20)
  })
})
