import type { Database } from '@latchkey/database'
import { sql } from 'kysely'
import type { ManagerTables } from './tables.ts'

/**
 * Changes wait for each other on PostgreSQL, as they do on SQLite. Every change writes the row of the event numbers, so at once they
 * could only fail and be tried again, until a crowd of them would be refused as if the database were gone.
 */
export function takingTurns(database: Database<ManagerTables>): Database<ManagerTables> {
  if (database.engine !== 'postgres') return database
  return {
    ...database,
    transaction: (work) =>
      database.transaction(async (transaction) => {
        // Unlike a query this takes no snapshot, so what is read next is what the one before has left.
        await sql`LOCK TABLE id_sequences IN EXCLUSIVE MODE`.execute(transaction)
        return await work(transaction)
      }),
  }
}
