import { databasesUnderTest } from '@latchkey/testing'
import { sql, type Kysely } from 'kysely'
import { describe, expect, test } from 'vitest'
import {
  DatabaseTooNew,
  DatabaseUnavailable,
  describeSchema,
  migrate,
  OutcomeUnknown,
  UniqueViolation,
  UnusableDatabase,
  type Database,
  type Migration,
} from './index.ts'
import { first, openAt, second, taken, type Tables } from './notes-under-test.ts'

describe.each(databasesUnderTest())('on $name', ({ place }) => {
  const newPlace = () => taken(place)
  const open = (at = newPlace()) => openAt(at)
  async function openNotes() {
    const database = await open()
    await migrate(database, [first, second])
    return database
  }

  test('a transaction is all or nothing', async () => {
    const { kysely, transaction } = await openNotes()
    const failing = transaction(async (inside) => {
      await inside.insertInto('notes').values({ id: 1, text: 'a' }).execute()
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await kysely.selectFrom('notes').selectAll().execute()).toEqual([])
  })

  test('transactions at once are as if one after the other', async () => {
    const { kysely, transaction } = await openNotes()
    await kysely.insertInto('notes').values({ id: 1, text: '0' }).execute()
    const addOne = () =>
      transaction(async (inside) => {
        const { text } = await inside.selectFrom('notes').select('text').where('id', '=', 1).executeTakeFirstOrThrow()
        await inside
          .updateTable('notes')
          .set({ text: String(Number(text) + 1) })
          .where('id', '=', 1)
          .execute()
      })
    const outcomes = await Promise.allSettled(Array.from({ length: 6 }, addOne))
    const done = outcomes.filter(({ status }) => status === 'fulfilled').length
    expect(done).toBeGreaterThan(0)
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(DatabaseUnavailable)
    const row = await kysely.selectFrom('notes').select('text').executeTakeFirstOrThrow()
    expect(row.text).toBe(String(done))
  })

  test('a commit that fails gives its connection back', async () => {
    const { kysely, transaction, close } = await openNotes()
    await sql`CREATE TABLE answers (note bigint REFERENCES notes (id) DEFERRABLE INITIALLY DEFERRED)`.execute(kysely)
    const failing = () => transaction((inside) => sql`INSERT INTO answers VALUES (7)`.execute(inside))
    // More often than there are connections: a single one lost each time would leave none.
    for (let count = 0; count < 12; count += 1) await expect(failing()).rejects.toBeInstanceOf(OutcomeUnknown)
    await transaction((inside) => inside.insertInto('notes').values({ id: 1, text: 'a' }).execute())
    expect((await sql`SELECT * FROM answers`.execute(kysely)).rows).toEqual([])
    await close()
  })

  test('a second row of the same key is a unique violation, in and out of a transaction', async () => {
    const { kysely, transaction } = await openNotes()
    await kysely.insertInto('notes').values({ id: 1, text: 'a' }).execute()
    await expect(kysely.insertInto('notes').values({ id: 2, text: 'a' }).execute()).rejects.toBeInstanceOf(
      UniqueViolation,
    )
    const inTransaction = transaction((inside) => inside.insertInto('notes').values({ id: 1, text: 'b' }).execute())
    await expect(inTransaction).rejects.toBeInstanceOf(UniqueViolation)
  })

  test('big integers come back as numbers', async () => {
    const { kysely } = await openNotes()
    const id = 1_800_000_000_123
    await kysely.insertInto('notes').values({ id, text: 'a' }).execute()
    expect((await kysely.selectFrom('notes').select('id').executeTakeFirstOrThrow()).id).toBe(id)
  })

  test('upgrading an old database gives the same tables as installing fresh', async () => {
    const upgradedAt = newPlace()
    const old = await open(upgradedAt)
    await migrate(old, [first])
    await old.close()
    const upgraded = await open(upgradedAt)
    await migrate(upgraded, [first, second])
    const withoutSchema = async (database: Database<Tables>) =>
      JSON.stringify(await describeSchema(database)).replaceAll(database.schema, 'schema')
    expect(await withoutSchema(upgraded)).toBe(await withoutSchema(await openNotes()))
  })

  test('a migration that fails leaves nothing of itself', async () => {
    const database = await open()
    const broken: Migration = {
      name: '0001-notes',
      up: async (db: Kysely<unknown>) => {
        await first.up(db)
        throw new Error('half way')
      },
    }
    await expect(migrate(database, [broken])).rejects.toThrow('half way')
    await migrate(database, [first])
    expect(await database.kysely.selectFrom('notes').selectAll().execute()).toEqual([])
  })

  test('a database made by a newer version is refused, and so is another history', async () => {
    const database = await openNotes()
    await expect(migrate(database, [first])).rejects.toBeInstanceOf(DatabaseTooNew)
    await expect(migrate(database, [first, { ...second, name: '0002-other' }])).rejects.toBeInstanceOf(UnusableDatabase)
  })

  test('the write probe leaves nothing', async () => {
    const database = await openNotes()
    const before = await describeSchema(database)
    await database.probeWrite()
    expect(await describeSchema(database)).toEqual(before)
  })
})
