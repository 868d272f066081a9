import { databasesUnderTest } from '@latchkey/testing'
import { Kysely, sql, type Dialect, type Transaction } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase, type Database } from './database.ts'
import { UniqueViolation } from './errors.ts'
import { frugal, insertLater, send, settle } from './frugal.ts'
import { openPostgres } from './postgres.ts'
import { openSqlite } from './sqlite.ts'

interface Tables {
  words: { number: number; word: string }
  others: { number: number }
}
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index)

describe.each(databasesUnderTest())('a transaction on $name', (databaseUnderTest) => {
  const place = databaseUnderTest.place()
  let database: Database<Tables>
  beforeAll(async () => {
    database = await openDatabase<Tables>(place)
    await sql`CREATE TABLE words (number bigint PRIMARY KEY, word text NOT NULL)`.execute(database.kysely)
    await sql`CREATE TABLE others (number bigint PRIMARY KEY)`.execute(database.kysely)
  })
  afterAll(async () => {
    await database.close()
    await place.dispose()
  })
  beforeEach(async () => {
    await database.kysely.deleteFrom('words').execute()
    await database.kysely.deleteFrom('others').execute()
  })

  const later = (db: Kysely<Tables>, number: number, word = 'new') => insertLater(db, 'words', { number, word })
  const wordsIn = (db: Kysely<Tables>) => db.selectFrom('words').selectAll().orderBy('number').execute()
  const numbersIn = async (db: Kysely<Tables>) => (await wordsIn(db)).map(({ number }) => number)

  test('keeps every row that was to be written later, however many', async () => {
    await database.transaction(async (transaction) => {
      for (const number of upTo(100)) await later(transaction, number)
    })
    expect(await numbersIn(database.kysely)).toEqual(upTo(100))
  })

  test('keeps none of them where it is undone', async () => {
    const undone = database.transaction(async (transaction) => {
      await later(transaction, 1)
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    await database.transaction((transaction) => later(transaction, 2))
    expect(await numbersIn(database.kysely)).toEqual([2])
  })

  test('sees them in whatever it reads or changes', async () => {
    const seen = await database.transaction(async (transaction) => {
      const before = await numbersIn(transaction)
      await later(transaction, 1)
      const after = await numbersIn(transaction)
      await later(transaction, 2)
      const { rows } = await sql<{ count: number }>`SELECT count(*) AS count FROM words`.execute(transaction)
      await later(transaction, 3)
      await transaction.updateTable('words').set({ word: 'old' }).execute()
      await later(transaction, 4)
      return { before, after, count: rows[0]?.count, last: await wordsIn(transaction) }
    })
    const last = upTo(4).map((index) => ({ number: index + 1, word: index < 3 ? 'old' : 'new' }))
    expect(seen).toEqual({ before: [], after: [1], count: 2, last })
  })

  test('sees them in what is sent, and in what is read in pieces', async () => {
    const old = (transaction: Transaction<Tables>) => transaction.updateTable('words').set({ word: 'old' }).compile()
    // PostgreSQL would need a cursor for it, which we have none of.
    const inPieces = async (transaction: Transaction<Tables>) => {
      if (database.engine === 'postgres') return await wordsIn(transaction)
      const words: Tables['words'][] = []
      for await (const word of transaction.selectFrom('words').selectAll().stream()) words.push(word)
      return words
    }
    const seen = await database.transaction(async (transaction) => {
      await later(transaction, 1)
      await send(transaction, old(transaction))
      await later(transaction, 2)
      return await inPieces(transaction)
    })
    expect(seen.map(({ number, word }) => `${number} ${word}`)).toEqual(['1 old', '2 new'])
  })

  test('gives whoever reads rows of their own', async () => {
    await later(database.kysely, 1)
    const seen = await database.transaction(async (transaction) => {
      const rows = await wordsIn(transaction)
      Object.assign(rows[0] ?? {}, { word: 'changed' })
      rows.pop()
      return await wordsIn(transaction)
    })
    expect(seen).toEqual([{ number: 1, word: 'new' }])
  })

  test('sees what it has changed since it read the same', async () => {
    const seen = await database.transaction(async (transaction) => {
      await transaction.insertInto('words').values({ number: 1, word: 'first' }).execute()
      const read = async () => (await wordsIn(transaction)).map(({ number, word }) => `${number} ${word}`)
      const steps = [await read()]
      await transaction.updateTable('words').set({ word: 'second' }).execute()
      steps.push(await read())
      await transaction.insertInto('words').values({ number: 2, word: 'added' }).execute()
      steps.push(await read())
      await sql`DELETE FROM words WHERE number = 1`.execute(transaction)
      steps.push(await read())
      return steps
    })
    expect(seen).toEqual([['1 first'], ['1 second'], ['1 second', '2 added'], ['2 added']])
  })

  test('sees what another has left since the one before', async () => {
    const read = () => database.transaction((transaction) => numbersIn(transaction))
    expect(await read()).toEqual([])
    await database.kysely.insertInto('words').values({ number: 1, word: 'new' }).execute()
    expect(await read()).toEqual([1])
  })

  test('keeps nothing where such a row breaks a rule, even if the error was caught', async () => {
    await later(database.kysely, 1)
    const broken = database.transaction(async (transaction) => {
      await transaction.insertInto('others').values({ number: 1 }).execute()
      await later(transaction, 1)
      await numbersIn(transaction).catch(() => undefined)
    })
    await expect(broken).rejects.toBeInstanceOf(UniqueViolation)
    const told = database.transaction((transaction) => later(transaction, 1))
    await expect(told).rejects.toBeInstanceOf(UniqueViolation)
    expect(await database.kysely.selectFrom('others').selectAll().execute()).toEqual([])
  })

  test('keeps nothing and says why where anything has failed, even if the error was caught', async () => {
    await later(database.kysely, 1)
    const broken = database.transaction(async (transaction) => {
      await transaction.insertInto('others').values({ number: 1 }).execute()
      const again = transaction.insertInto('words').values({ number: 1, word: 'again' })
      await again.execute().catch(() => undefined)
    })
    await expect(broken).rejects.toBeInstanceOf(UniqueViolation)
    expect(await database.kysely.selectFrom('others').selectAll().execute()).toEqual([])
  })

  test('explains what the only row of its kind fails with', async () => {
    await later(database.kysely, 1)
    const explained = (db: Kysely<Tables>) =>
      insertLater(db, 'words', { number: 1, word: 'again' }, () => new Error('There is one already.'))
    await expect(explained(database.kysely)).rejects.toThrow('There is one already.')
    await expect(database.transaction(explained)).rejects.toThrow('There is one already.')
    const among = database.transaction(async (transaction) => {
      await later(transaction, 2)
      await explained(transaction)
    })
    await expect(among).rejects.toBeInstanceOf(UniqueViolation)
    expect(await numbersIn(database.kysely)).toEqual([1])
  })

  test('is told by the next answer that something sent has failed, and does nothing after it', async () => {
    await later(database.kysely, 1)
    const again = (transaction: Transaction<Tables>) =>
      transaction.insertInto('words').values({ number: 1, word: 'again' }).compile()
    const told: unknown[] = []
    const failing = database.transaction(async (transaction) => {
      await send(transaction, again(transaction))
      await later(transaction, 2)
      await settle(transaction).catch((error: unknown) => told.push(error))
      await numbersIn(transaction).catch((error: unknown) => told.push(error))
    })
    await expect(failing).rejects.toBeInstanceOf(UniqueViolation)
    expect(told).toEqual([expect.any(UniqueViolation), expect.any(UniqueViolation)])
    expect(await numbersIn(database.kysely)).toEqual([1])
  })

  test('writes what is left where the commit is asked for by other means', async () => {
    await database.kysely.transaction().execute((transaction) => later(transaction, 1))
    expect(await numbersIn(database.kysely)).toEqual([1])
  })

  describe('asks the store', () => {
    const asked: string[] = []
    let counted: Kysely<Tables>
    beforeAll(async () => {
      const { dialect } =
        databaseUnderTest.name === 'SQLite' ? openSqlite(':memory:') : await openPostgres(place.url, place.schema)
      counted = new Kysely<Tables>({
        dialect: frugal(counting(dialect, asked), { pipelines: databaseUnderTest.name === 'PostgreSQL' }),
      })
      await sql`CREATE TABLE IF NOT EXISTS words (number bigint PRIMARY KEY, word text NOT NULL)`.execute(counted)
      await sql`CREATE TABLE IF NOT EXISTS others (number bigint PRIMARY KEY)`.execute(counted)
    })
    afterAll(() => counted.destroy())
    const statementsOf = async (work: (transaction: Transaction<Tables>) => Promise<unknown>) => {
      asked.splice(0)
      await counted.transaction().execute(work)
      return asked.map((text) => text.split(' (')[0]).filter((text) => text !== 'begin' && text !== 'commit')
    }

    test('once to write many rows', async () => {
      const statements = await statementsOf(async (transaction) => {
        for (const number of upTo(5)) await later(transaction, 1000 + number)
        await transaction.insertInto('others').values({ number: 1 }).execute()
        await numbersIn(transaction)
      })
      expect(statements).toEqual([
        'insert into "others"',
        'insert into "words"',
        'select * from "words" order by "number"',
      ])
    })

    test('once for what is read again', async () => {
      const statements = await statementsOf(async (transaction) => {
        for (const number of upTo(5)) {
          await wordsIn(transaction)
          await transaction
            .insertInto('others')
            .values({ number: 10 + number })
            .execute()
        }
      })
      expect(statements.filter((text) => text?.startsWith('select'))).toHaveLength(1)
    })
  })
})

function counting(dialect: Dialect, asked: string[]): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver: () => {
      const driver = dialect.createDriver()
      const acquire = driver.acquireConnection.bind(driver)
      const known = new WeakSet()
      return Object.assign(driver, {
        acquireConnection: async () => {
          const connection = await acquire()
          if (known.has(connection)) return connection
          known.add(connection)
          const execute = connection.executeQuery.bind(connection)
          return Object.assign(connection, {
            executeQuery: (query: Parameters<typeof execute>[0]) => {
              asked.push(query.sql)
              return execute(query)
            },
          })
        },
      })
    },
  }
}
