import { sql, type Kysely } from 'kysely'
import type { Database } from './database.ts'
import { DatabaseTooNew, UnusableDatabase } from './errors.ts'

/** Append-only: a migration that was released is never changed, renamed or moved. */
export interface Migration {
  readonly name: string
  /** Migrations speak of tables as they were then, so their types are not today's. */
  readonly up: (transaction: Kysely<unknown>) => Promise<void>
}

interface MigrationTables {
  schema_migrations: { name: string; applied_at: number }
}

export async function migrate<Tables>(
  database: Database<Tables>,
  migrations: readonly Migration[],
  clock: () => number = Date.now,
): Promise<void> {
  // The table of migrations is beside the tables of the app, which know nothing of it.
  const store = database as unknown as Database<MigrationTables>
  for (;;) {
    const done = await store.transaction(async (transaction) => {
      await takeTurns(transaction, store)
      await sql`CREATE TABLE IF NOT EXISTS schema_migrations (name text PRIMARY KEY, applied_at bigint NOT NULL)`.execute(
        transaction,
      )
      const applied = await transaction.selectFrom('schema_migrations').select('name').orderBy('name').execute()
      const next = nextMigration(
        applied.map(({ name }) => name),
        migrations,
      )
      if (next === undefined) return true
      await next.up(transaction as unknown as Kysely<unknown>)
      await transaction.insertInto('schema_migrations').values({ name: next.name, applied_at: clock() }).execute()
      return false
    })
    if (done) return
  }
}

function nextMigration(applied: readonly string[], migrations: readonly Migration[]): Migration | undefined {
  for (const [index, name] of applied.entries()) {
    const known = migrations[index]
    if (known === undefined)
      throw new DatabaseTooNew(
        `The database was made by a newer version of Latchkey: it has ${name}, which this version does not know.`,
      )
    if (known.name !== name)
      throw new UnusableDatabase(`The database has the migration ${name} where this version has ${known.name}.`)
  }
  return migrations[applied.length]
}

/** For what several do that start at once on one database: first of all in its transaction. */
export async function takeTurns(
  transaction: Pick<Kysely<unknown>, 'getExecutor'>,
  { engine, schema }: Pick<Database<unknown>, 'engine' | 'schema'>,
): Promise<void> {
  if (engine === 'sqlite') return
  // Whoever waited has to see what was done meanwhile; a serializable transaction would go on seeing what was before.
  await sql`SET TRANSACTION ISOLATION LEVEL READ COMMITTED`.execute(transaction)
  await sql`SELECT pg_advisory_xact_lock(hashtext(${`latchkey migrations ${schema}`}))`.execute(transaction)
}

/** Whether an app has ever been at home here. */
export async function hasTable<Tables>({ kysely, engine, schema }: Database<Tables>, name: string): Promise<boolean> {
  const { rows } =
    engine === 'sqlite'
      ? await sql`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ${name}`.execute(kysely)
      : await sql`SELECT 1 FROM pg_tables WHERE schemaname = ${schema} AND tablename = ${name}`.execute(kysely)
  return rows.length > 0
}

/** Tables, columns and indexes in a form that two databases can be compared by. */
export async function describeSchema<Tables>({ kysely, engine, schema }: Database<Tables>): Promise<unknown> {
  if (engine === 'sqlite') {
    const { rows } = await sql<{ name: string; sql: string }>`
      SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name`.execute(kysely)
    return rows.map(({ name, sql: definition }) => ({ name, definition: definition ?? '' }))
  }
  const columns = await sql`
    SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns
    WHERE table_schema = ${schema} ORDER BY table_name, column_name`.execute(kysely)
  const indexes =
    await sql`SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = ${schema} ORDER BY indexname`.execute(
      kysely,
    )
  return { columns: columns.rows, indexes: indexes.rows }
}
