import { databasesUnderTest } from '@latchkey/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openDatabase, type Database } from './database.ts'
import { send } from './frugal.ts'

interface Tables {
  words: { number: number; word: string }
}

describe.each(databasesUnderTest().filter(({ name }) => name === 'PostgreSQL'))('kept plans on $name', ({ place }) => {
  const at = place()
  let database: Database<Tables>
  let beside: Database<Tables>
  beforeAll(async () => {
    database = await openDatabase<Tables>(at)
    beside = await openDatabase<Tables>(at)
    await sql`CREATE TABLE words (number bigint PRIMARY KEY, word text NOT NULL)`.execute(beside.kysely)
    await beside.kysely.insertInto('words').values({ number: 1, word: 'one' }).execute()
  })
  afterAll(async () => {
    await beside.close()
    await database.close()
    await at.dispose()
  })
  const find = (db: Pick<Database<Tables>, 'kysely'>['kysely']) =>
    db.selectFrom('words').selectAll().where('number', '=', 1).executeTakeFirst()
  const kept = async () => {
    const { rows } = await sql<{ name: string }>`SELECT name FROM pg_prepared_statements`.execute(database.kysely)
    return rows.length
  }

  test('are kept', async () => {
    await find(database.kysely)
    expect(await kept()).toBeGreaterThan(0)
  })

  test('are given up where the table has changed, as an upgrade beside us changes it', async () => {
    await find(database.kysely)
    await sql`ALTER TABLE words ADD COLUMN upgraded text`.execute(beside.kysely)
    expect(await find(database.kysely)).toEqual({ number: 1, word: 'one', upgraded: null })
  })

  test('are given up inside a transaction, which is made again', async () => {
    const other = await openDatabase<Tables>(at)
    await find(other.kysely)
    await sql`ALTER TABLE words ADD COLUMN again text`.execute(beside.kysely)
    expect(await other.transaction((transaction) => find(transaction))).toMatchObject({ number: 1, again: null })
    await other.close()
  })

  test('are given up by what was sent without waiting, and the transaction is made again', async () => {
    const other = await openDatabase<Tables>(at)
    const add = (numbers: readonly number[]) =>
      other.transaction(async (transaction) => {
        for (const number of numbers) {
          const row = transaction.insertInto('words').values({ number, word: 'sent' })
          await send(transaction, row.compile())
          // Has no values and so no name: it is told sooner that the transaction has failed.
          await send(transaction, sql`SELECT 1`.compile(transaction))
        }
      })
    await add([10])
    await sql`DEALLOCATE ALL`.execute(other.kysely)
    await add([11, 12])
    const sent = await other.kysely.selectFrom('words').select('number').where('word', '=', 'sent').execute()
    expect(sent.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual([10, 11, 12])
    await other.close()
  })

  test('are given up by what was sent, before the transaction is undone', async () => {
    const other = await openDatabase<Tables>(at)
    const refused = (number: number) =>
      other.transaction(async (transaction) => {
        const row = transaction.insertInto('words').values({ number, word: 'refused' })
        await send(transaction, row.compile())
        throw new Error('refused')
      })
    await expect(refused(20)).rejects.toThrow('refused')
    await sql`DEALLOCATE ALL`.execute(other.kysely)
    await expect(refused(21)).rejects.toThrow('refused')
    const left = other.kysely.selectFrom('words').select('number').where('word', '=', 'refused')
    expect(await left.execute()).toEqual([])
    await other.close()
  })

  test('are not missed where a pooler has another connection for us', async () => {
    const other = await openDatabase<Tables>(at)
    await find(other.kysely)
    await sql`DEALLOCATE ALL`.execute(other.kysely)
    expect(await find(other.kysely)).toMatchObject({ number: 1, word: 'one' })
    await other.close()
  })
})

test('a kept plan has a name that no other process gives to another statement', async () => {
  const namesOf = async (texts: readonly string[]) => {
    vi.resetModules()
    const { keepingPlans } = await import('./kept-plans.ts')
    const names = new Map<string, string>()
    const query = keepingPlans(
      async () => undefined,
      async ({ name, text }) => void names.set(text, name),
    )
    for (const text of texts) await query(text, [1])
    return names
  }
  const [here, there] = [await namesOf(['SELECT $1', 'DELETE $1']), await namesOf(['DELETE $1', 'SELECT $1'])]
  expect(here.get('SELECT $1')).toBe(there.get('SELECT $1'))
  expect(new Set(here.values()).size).toBe(2)
})
