import type { databasesUnderTest } from '@latchkey/testing'
import { afterEach } from 'vitest'
import { openDatabase, type Database, type Migration } from './index.ts'

export interface Tables {
  notes: { id: number; text: string }
}

/** The history of a database that holds one table; only tests use it. */
export const first: Migration = {
  name: '0001-notes',
  up: async (db) =>
    db.schema
      .createTable('notes')
      .addColumn('id', 'bigint', (column) => column.primaryKey())
      .addColumn('text', 'text', (column) => column.notNull())
      .execute(),
}
export const second: Migration = {
  name: '0002-index',
  up: async (db) => db.schema.createIndex('notes_text').on('notes').column('text').unique().execute(),
}

const cleanUps: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp()
})
/** After the test, the last of all that was made first. */
export const afterwards = (cleanUp: () => Promise<void>): void => void cleanUps.push(cleanUp)

type Place = ReturnType<ReturnType<typeof databasesUnderTest>[number]['place']>
export function taken(place: () => Place): Place {
  const made = place()
  afterwards(made.dispose)
  return made
}

export async function openAt(at: { url: string; schema: string }): Promise<Database<Tables>> {
  const database = await openDatabase<Tables>(at)
  let closed = false
  const close = async () => {
    if (!closed) await database.close()
    closed = true
  }
  afterwards(close)
  return { ...database, close }
}
