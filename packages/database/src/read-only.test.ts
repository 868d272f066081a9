import { databasesUnderTest } from '@latchkey/testing'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { DatabaseUnavailable, migrate } from './index.ts'
import { first, openAt, taken } from './notes-under-test.ts'

const postgres = databasesUnderTest().find(({ name }) => name === 'PostgreSQL')
if (postgres === undefined) throw new Error('PostgreSQL is missing.')

test('a server that takes no writes is away for whoever writes', async () => {
  const database = await openAt(taken(postgres.place))
  await migrate(database, [first])
  const write = database.transaction(async (inside) => {
    // As on a standby, for this transaction.
    await sql`SET TRANSACTION READ ONLY`.execute(inside)
    await inside.insertInto('notes').values({ id: 1, text: 'a' }).execute()
  })
  await expect(write).rejects.toBeInstanceOf(DatabaseUnavailable)
})
