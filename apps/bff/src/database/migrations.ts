import { migrate, type Database, type Migration } from '@latchkey/database'
import { sql } from 'kysely'
import type { ConsoleTables } from './tables.ts'

const migrations: readonly Migration[] = [
  {
    name: '0001-browser-sessions',
    up: async (transaction) => {
      await sql`CREATE TABLE browser_sessions (digest text PRIMARY KEY, person text NOT NULL, sealed text NOT NULL,
        created bigint NOT NULL, last_seen bigint NOT NULL)`.execute(transaction)
      await sql`CREATE INDEX browser_sessions_by_person ON browser_sessions (person, created)`.execute(transaction)
    },
  },
]

export const migrateConsole = (database: Database<ConsoleTables>): Promise<void> => migrate(database, migrations)
