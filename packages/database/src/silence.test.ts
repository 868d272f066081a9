import { createTcpProxy, databasesUnderTest } from '@latchkey/testing'
import { sql } from 'kysely'
import { expect, test, vi } from 'vitest'
import { DatabaseUnavailable, migrate, openDatabase, OutcomeUnknown } from './index.ts'
import { afterwards, first, taken, type Tables } from './notes-under-test.ts'

const postgres = databasesUnderTest().find(({ name }) => name === 'PostgreSQL')
if (postgres === undefined) throw new Error('PostgreSQL is missing.')
const { place } = postgres
const answerMs = 1_000

async function openBehindProxy() {
  const at = taken(place)
  const { hostname, port } = new URL(at.url)
  const proxy = await createTcpProxy({ host: hostname, port: Number(port) })
  afterwards(proxy.stop)
  const url = Object.assign(new URL(at.url), { port: String(proxy.port) }).href
  const database = await openDatabase<Tables>({ ...at, url, answerMs })
  afterwards(database.close)
  await migrate(database, [first])
  return { proxy, database }
}

test('a server that vanishes without a word keeps nobody waiting, and the next one is used', async () => {
  const { proxy, database } = await openBehindProxy()
  const add = (id: number) => database.kysely.insertInto('notes').values({ id, text: 'a' }).execute()
  await Promise.all([1, 2, 3].map(add))
  proxy.fallSilent()
  const lost = await Promise.allSettled([4, 5, 6].map(add))
  expect(lost.map((one) => one.status === 'rejected' && one.reason)).toEqual(
    [4, 5, 6].map(() => expect.any(DatabaseUnavailable)),
  )
  await Promise.all([7, 8, 9].map(add))
  const { rows } = await sql<{ id: number }>`SELECT id FROM notes ORDER BY id`.execute(database.kysely)
  expect(rows.map(({ id }) => id)).toEqual([1, 2, 3, 7, 8, 9])
})

test('of a change whose commit met the silence nobody says that it is there, or not', async () => {
  const { proxy, database } = await openBehindProxy()
  const committing = database.transaction(async (inside) => {
    await inside.insertInto('notes').values({ id: 1, text: 'a' }).execute()
    await sql`SELECT 1`.execute(inside)
    proxy.fallSilent()
  })
  await expect(committing).rejects.toBeInstanceOf(OutcomeUnknown)
})

test('what takes its time is waited for', async () => {
  const { database } = await openBehindProxy()
  const turns = database.transaction(async (inside) => {
    await sql`SELECT pg_advisory_xact_lock(1), pg_sleep(${(1.5 * answerMs) / 1000})`.execute(inside)
    return true
  })
  await expect(turns).resolves.toBe(true)
})

test('whoever listens to a line that fell silent is told that it was down, and hears the next one', async () => {
  const { proxy, database } = await openBehindProxy()
  const heard: string[] = []
  const missed = vi.fn<() => void>()
  const stop = await database.hear({ heard: (text) => void heard.push(text), missed, failed: () => undefined })
  afterwards(stop)
  proxy.fallSilent()
  await vi.waitFor(() => expect(missed).toHaveBeenCalledOnce(), { timeout: 10_000 })
  await vi.waitFor(() => database.notify('again'), { timeout: 10_000 })
  await vi.waitFor(() => expect(heard).toContain('again'))
})
