import { createHmac, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { sql, type Kysely } from 'kysely'
import type { Database } from './database.ts'
import { KeyFileRefused, UnusableDatabase } from './errors.ts'
import { hasTable, takeTurns } from './migrations.ts'
import { makePrivateFile, makePrivateFolder, readPrivateFile } from './private-files.ts'

export type KeyName = 'pepper' | 'master' | 'session' | 'activity'

interface KeyTables {
  key_checks: { name: string; check_value: string }
}

const keyBytes = 32

/** Made once, all or none; afterwards the database knows each by a check value, and none is ever replaced. */
export async function openKeyFiles<Tables, Name extends KeyName>(
  folder: string,
  names: readonly Name[],
  database: Database<Tables>,
): Promise<Record<Name, Buffer>> {
  // The checks are beside the tables of the app, which know nothing of them.
  const store = database as unknown as Database<KeyTables>
  makePrivateFolder(folder)
  await store.transaction(async (transaction) => {
    await takeTurns(transaction, store)
    await sql`CREATE TABLE IF NOT EXISTS key_checks (name text PRIMARY KEY, check_value text NOT NULL)`.execute(
      transaction,
    )
    const known = await checksIn(transaction)
    if (names.some((name) => known.has(name))) return
    const checks = names.map((name) => ({ name, check_value: checkValue(name, makeOrRead(folder, name)) }))
    await transaction.insertInto('key_checks').values(checks).execute()
  })
  const checks = await checksIn(store.kysely)
  const keys = names.map((name) => [name, readChecked(join(folder, name), name, checks.get(name))] as const)
  // Object.fromEntries forgets which names it was given.
  return Object.fromEntries(keys) as Record<Name, Buffer>
}

async function checksIn(db: Kysely<KeyTables>): Promise<ReadonlyMap<string, string>> {
  const rows = await db.selectFrom('key_checks').selectAll().execute()
  return new Map(rows.map(({ name, check_value }) => [name, check_value]))
}

/** One key file for reading alone: it must be the one that this database was made with. */
export async function openKeyFile<Tables>(file: string, name: KeyName, database: Database<Tables>): Promise<Buffer> {
  // The checks are beside the tables of the app, which know nothing of them.
  const store = database as unknown as Database<KeyTables>
  if (!(await hasTable(store, 'key_checks')))
    throw new UnusableDatabase(`There is no ${name} in this database: Latchkey was never started on it.`)
  const known = await store.kysely.selectFrom('key_checks').selectAll().where('name', '=', name).executeTakeFirst()
  return readChecked(file, name, known?.check_value)
}

// A first start that died between the files and the database finds its own files and goes on with them.
function makeOrRead(folder: string, name: KeyName): Buffer {
  const file = join(folder, name)
  if (!existsSync(file)) makePrivateFile(file, randomBytes(keyBytes).toString('base64'))
  return decode(file, readPrivateFile(file))
}

function readChecked(file: string, name: KeyName, check: string | undefined): Buffer {
  if (!existsSync(file))
    throw new KeyFileRefused(
      `The key file ${file} is missing, and this database was made with it. Restore it from a backup.`,
    )
  const key = decode(file, readPrivateFile(file))
  if (checkValue(name, key) !== check)
    throw new KeyFileRefused(`The key file ${file} is not the one this database was made with. Restore the right one.`)
  return key
}

function decode(file: string, content: Buffer): Buffer {
  const key = Buffer.from(content.toString('latin1'), 'base64')
  if (key.length !== keyBytes)
    throw new KeyFileRefused(`The key file ${file} does not hold a key of ${keyBytes} bytes.`)
  return key
}

const checkValue = (name: KeyName, key: Buffer) =>
  createHmac('sha256', key).update(`latchkey key check ${name}`).digest('base64')
