import { mkdtempSync, rmSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase, type Database } from '@latchkey/database'
import { sql } from 'kysely'

export interface DatabaseUnderTest {
  readonly name: 'SQLite' | 'PostgreSQL'
  /** A new, empty place; opening it twice is opening the same one. */
  readonly place: () => { url: string; schema: string; dispose: () => Promise<void> }
}

/** Every database we claim to run on. Without PostgreSQL the tests fail; they are never skipped. */
export function databasesUnderTest(): readonly DatabaseUnderTest[] {
  return [
    { name: 'SQLite', place: sqlitePlace },
    { name: 'PostgreSQL', place: postgresPlace },
  ]
}

function sqlitePlace() {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-test-'))
  return {
    url: `sqlite:${join(folder, 'test.sqlite')}`,
    schema: 'test',
    dispose: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

function postgresPlace() {
  const url = process.env['TEST_DATABASE_URL']
  if (url === undefined) throw new Error('TEST_DATABASE_URL is not set, and the test set-up started no PostgreSQL.')
  const schema = `test_${randomBytes(8)
    .toString('hex')
    .replace(/\d/g, (digit) => 'ghijklmnop'[Number(digit)] ?? 'g')}`
  return {
    url,
    schema,
    dispose: async () => {
      const database: Database<unknown> = await openDatabase({ url, schema })
      await sql`DROP SCHEMA ${sql.id(schema)} CASCADE`.execute(database.kysely)
      await database.close()
    },
  }
}
