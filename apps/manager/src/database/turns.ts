import { send, type Database } from '@latchkey/database'
import { sql } from 'kysely'
import { countingIDs } from './id-sequences.ts'
import type { ManagerTables } from './tables.ts'

/**
 * Changes wait for each other on PostgreSQL, as they do on SQLite. Every change writes the row of the event numbers, so at once they
 * could only fail and be tried again, until a crowd of them would be refused as if the database were gone.
 */
export function takingTurns(database: Database<ManagerTables>): Database<ManagerTables> {
  return {
    ...database,
    transaction: (work) =>
      database.transaction(async (transaction) => {
        // Unlike a query this takes no snapshot, so what is read next is what the one before has left.
        if (database.engine === 'postgres')
          await send(transaction, sql`LOCK TABLE id_sequences IN EXCLUSIVE MODE`.compile(transaction))
        return await countingIDs(transaction, work)
      }),
  }
}
