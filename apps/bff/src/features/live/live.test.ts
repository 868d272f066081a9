import { setTimeout as wait } from 'node:timers/promises'
import { openDatabase, type Database } from '@latchkey/database'
import { databasesUnderTest } from '@latchkey/testing'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ours, startBff, type BffUnderTest } from '../../bff-under-test.ts'
import { migrateConsole } from '../../database/migrations.ts'
import type { ConsoleTables } from '../../database/tables.ts'
import { openTab } from '../../tab-for-tests.ts'

describe.each(databasesUnderTest())('the event stream on $name', (under) => {
  let bff: BffUnderTest
  beforeEach(async () => void (bff = await startBff({}, under)))
  afterEach(() => bff.stop())

  test('tells every browser of the tenant what changed, and only the person of their issuances', async () => {
    const [mine, others] = [await bff.session(), await bff.session(ours, 'second')]
    const [me, other] = [await bff.listen(mine), await bff.listen(others)]
    expect([me.status, other.status]).toEqual([200, 200])
    await bff.call('POST', '/bff/apikeys/2', others, { active: false })
    const tab = await openTab()
    await bff.call('POST', '/bff/issuances', mine, tab.create('ci'))
    const changed = [
      { kind: 'apiKeys', ID: 2 },
      { kind: 'apiKeys', ID: 4 },
    ]
    const issued = { kind: 'issuances', idempotencyKey: tab.intent.idempotencyKey }
    await vi.waitFor(() => expect(me.events).toEqual([changed[0], issued, changed[1]]))
    await vi.waitFor(() => expect(other.events).toEqual(changed))
    me.stop()
    other.stop()
  })

  test('says nothing to another tenant', async () => {
    const elsewhere = await bff.sessionOf({ tenantName: 'elsewhere' })
    const stream = await bff.listen(elsewhere)
    await bff.call('DELETE', '/bff/apikeys/2', await bff.session())
    await bff.call('DELETE', '/bff/apikeys/3', elsewhere)
    await vi.waitFor(() => expect(stream.events).toEqual([{ kind: 'apiKeys', ID: 3 }]))
    stream.stop()
  })

  test('ends with its session, in every tab of that browser', async () => {
    const [one, two] = [await bff.session(), await bff.session()]
    const [first, second] = [await bff.listen(one), await bff.listen(two)]
    await bff.call('DELETE', '/bff/session', one)
    await vi.waitFor(() => expect(first.events).toEqual([{ kind: 'session' }]))
    await vi.waitFor(() => expect(first.state.isOver).toBe(true))
    expect([second.events, second.state.isOver]).toEqual([[], false])
    second.stop()
  })

  test('does not keep its person signed in, and is refused to nobody in particular', async () => {
    const session = await bff.session()
    const before = await bff.records()
    bff.time.now += 10 * 60_000
    const stream = await bff.listen(session)
    expect(await bff.records()).toEqual(before)
    stream.stop()
    expect((await bff.call('GET', '/bff/live')).statusCode).toBe(401)
  })

  test('is opened ten times by one browser at most', async () => {
    const session = await bff.session()
    const streams = []
    for (let index = 0; index < 11; index += 1) streams.push(await bff.listen(session))
    expect(streams.map(({ status }) => status)).toEqual([...Array.from({ length: 10 }, () => 200), 429])
    for (const { stop } of streams) stop()
  })
})

test('nobody is served before it hears what other instances say', async () => {
  const [under] = databasesUnderTest()
  if (under === undefined) throw new Error('There is no database to test on.')
  const place = under.place()
  const database: Database<ConsoleTables> = await openDatabase(place)
  await migrateConsole(database)
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => (open = resolve))
  const deaf = {
    ...database,
    hear: (listener: Parameters<typeof database.hear>[0]) => opened.then(() => database.hear(listener)),
  }
  const starting = startBff({ database: deaf })
  expect(await Promise.race([starting, wait(500, 'waits')])).toBe('waits')
  open()
  await (await starting).stop()
  await database.close()
  await place.dispose()
})

test('on PostgreSQL tells what changed through another instance', async () => {
  const under = databasesUnderTest().find(({ name }) => name === 'PostgreSQL')
  if (under === undefined) throw new Error('There is no PostgreSQL to test on.')
  const one = await startBff({}, under)
  const two = await one.another()
  const session = await one.session()
  const stream = await two.listen(session)
  expect(stream.status).toBe(200)
  // Whoever may connect to the database may say what they like there.
  for (const said of ["'not ours'", "''", "'{}'"])
    await sql.raw(`NOTIFY latchkey_${one.database.schema}, ${said}`).execute(one.database.kysely)
  await one.call('POST', '/bff/apikeys/2', session, { active: false })
  await vi.waitFor(() => expect(stream.events).toEqual([{ kind: 'apiKeys', ID: 2 }]))
  stream.stop()
  await two.stop()
  await one.stop()
})
