import { databasesUnderTest } from '@latchkey/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import { openDatabase, type Database } from './database.ts'
import { prepared } from './prepared.ts'

interface Tables {
  words: { number: number; word: string }
}

describe.each(databasesUnderTest())('a prepared read on $name', (databaseUnderTest) => {
  const place = databaseUnderTest.place()
  let database: Database<Tables>
  beforeAll(async () => {
    database = await openDatabase<Tables>(place)
    await sql`CREATE TABLE words (number bigint PRIMARY KEY, word text NOT NULL)`.execute(database.kysely)
    await database.kysely
      .insertInto('words')
      .values([
        { number: 1, word: 'one' },
        { number: 2, word: 'two' },
      ])
      .execute()
  })
  afterAll(async () => {
    await database.close()
    await place.dispose()
  })
  const words = () => database.kysely.selectFrom('words').selectAll()

  test('finds what it is asked for each time, also between two changes', async () => {
    const find = prepared(database.kysely, (number: number) => words().where('number', '=', number))
    expect(await find(1)).toEqual({ number: 1, word: 'one' })
    expect(await find(2)).toEqual({ number: 2, word: 'two' })
    expect(await find(3)).toBeUndefined()
    await database.kysely.updateTable('words').set({ word: 'uno' }).where('number', '=', 1).execute()
    expect(await find(1)).toEqual({ number: 1, word: 'uno' })
  })

  test('sees a transaction from inside it, and not from beside it', async () => {
    const beside = prepared(database.kysely, (number: number) => words().where('number', '=', number))
    let seen: ReturnType<typeof beside> | undefined
    const undone = database.transaction(async (transaction) => {
      await transaction.insertInto('words').values({ number: 9, word: 'nine' }).execute()
      const inside = prepared(transaction, (number: number) =>
        transaction.selectFrom('words').selectAll().where('number', '=', number),
      )
      expect(await inside(9)).toEqual({ number: 9, word: 'nine' })
      seen = beside(9)
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect(await seen).toBeUndefined()
    expect(await beside(9)).toBeUndefined()
  })

  test('is refused where its values would land in other places', async () => {
    const swapped = prepared(database.kysely, (number: number, word: string) =>
      words().where('word', '=', word).where('number', '=', number),
    )
    await expect(swapped(1, 'one')).rejects.toThrow('another order')
    const fixed = prepared(database.kysely, (number: number) =>
      words().where('number', '=', number).where('word', '=', 'one'),
    )
    await expect(fixed(1)).rejects.toThrow('other values')
  })
})
