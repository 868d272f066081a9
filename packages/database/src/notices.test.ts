import { databasesUnderTest, type DatabaseUnderTest } from '@latchkey/testing'
import { sql } from 'kysely'
import { describe, expect, test, vi } from 'vitest'
import { openDatabase, type Database } from './index.ts'

describe.each(databasesUnderTest())('notices on $name', (under) => {
  test('are heard by whoever listens, until they stop', async () => {
    const { database, heard, stop, close } = await open(under)
    await database.notify('one')
    await vi.waitFor(() => expect(heard).toEqual(['one']))
    await stop()
    await database.notify('two')
    expect(heard).toEqual(['one'])
    await close()
  })
})

test('notices on PostgreSQL come back when the line is cut, and say that some may be missing', async () => {
  const postgres = databasesUnderTest().find(({ name }) => name === 'PostgreSQL')
  if (postgres === undefined) throw new Error('There is no PostgreSQL to test on.')
  const { database, heard, missed, close } = await open(postgres)
  const listening = `LISTEN latchkey_${database.schema}`
  await sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = ${listening}`.execute(database.kysely)
  await vi.waitFor(() => expect(missed).toHaveBeenCalledOnce(), { timeout: 10_000 })
  await database.notify('again')
  await vi.waitFor(() => expect(heard).toEqual(['again']))
  await close()
})

async function open({ place }: DatabaseUnderTest) {
  const at = place()
  const database: Database<unknown> = await openDatabase(at)
  const heard: string[] = []
  const missed = vi.fn<() => void>()
  const failed = vi.fn<(error: unknown) => void>()
  const stop = await database.hear({ heard: (text) => void heard.push(text), missed, failed })
  const close = async () => {
    await stop()
    await database.close()
    await at.dispose()
  }
  return { database, heard, missed, failed, stop, close }
}
