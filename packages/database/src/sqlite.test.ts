import { execFile } from 'node:child_process'
import { chmodSync, closeSync, openSync, statSync, writeSync } from 'node:fs'
import { promisify } from 'node:util'
import { databasesUnderTest } from '@latchkey/testing'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import {
  DatabaseHeld,
  DiskFull,
  migrate,
  openDatabase,
  StorageFault,
  UnusableDatabase,
  type Database,
} from './index.ts'
import { first, openAt, second, taken, type Tables } from './notes-under-test.ts'

const sqlite = databasesUnderTest().find(({ name }) => name === 'SQLite')
if (sqlite === undefined) throw new Error('SQLite is missing.')

describe('SQLite', () => {
  const newPlace = () => taken(sqlite.place)
  const open = (at = newPlace()) => openAt(at)

  test('the pragmas hold', async () => {
    const { kysely } = await open()
    const pragma = async (of: string) =>
      Object.values((await sql<Record<string, unknown>>`PRAGMA ${sql.raw(of)}`.execute(kysely)).rows[0] ?? {})[0]
    expect(
      await Promise.all(
        [
          'journal_mode',
          'synchronous',
          'foreign_keys',
          'secure_delete',
          'trusted_schema',
          'busy_timeout',
          'mmap_size',
        ].map(pragma),
      ),
    ).toEqual(['wal', 2, 1, 1, 0, 5000, 0])
  })

  test('files are for their owner alone, and wider ones are refused', async () => {
    const at = newPlace()
    const file = at.url.slice('sqlite:'.length)
    await (await open(at)).close()
    expect(statSync(file).mode & 0o777).toBe(0o600)
    chmodSync(file, 0o644)
    await expect(openDatabase(at)).rejects.toThrow(/chmod 600/)
  })

  test('a full disk refuses changes, says so, and reads go on', async () => {
    const database = await open()
    const { kysely, transaction } = database
    await migrate(database, [first, second])
    await sql`PRAGMA max_page_count = 1`.execute(kysely)
    const text = 'x'.repeat(100_000)
    const add = (id: number) =>
      transaction((inside) =>
        inside
          .insertInto('notes')
          .values({ id, text: `${id}${text}` })
          .execute(),
      )
    await expect(add(1)).rejects.toBeInstanceOf(DiskFull)
    expect(await kysely.selectFrom('notes').selectAll().execute()).toEqual([])
    await sql`PRAGMA max_page_count = 100000`.execute(kysely)
    await add(2)
  })

  test('a file that fails is told once, and not touched again', async () => {
    const at = newPlace()
    const whole = await open(at)
    await migrate(whole, [first])
    const text = 'x'.repeat(3_000)
    // More than stays in memory, so that it is read from the disk again.
    await whole.transaction(async (inside) => {
      for (let id = 1; id <= 1_500; id += 1) await inside.insertInto('notes').values({ id, text }).execute()
    })
    await whole.close()
    const file = at.url.slice('sqlite:'.length)
    const faults: unknown[] = []
    const database: Database<Tables> = await openDatabase({ ...at, onFault: (fault) => faults.push(fault) })
    const descriptor = openSync(file, 'r+')
    writeSync(descriptor, Buffer.alloc(statSync(file).size - 40_000, 7), 0, undefined, 20_000)
    const read = () => database.kysely.selectFrom('notes').selectAll().execute()
    await expect(read()).rejects.toBeInstanceOf(StorageFault)
    closeSync(descriptor)
    await expect(read()).rejects.toBeInstanceOf(StorageFault)
    await expect(database.transaction((inside) => sql`SELECT 1`.execute(inside))).rejects.toBeInstanceOf(StorageFault)
    expect(faults).toHaveLength(1)
    await expect(database.close()).rejects.toBeInstanceOf(StorageFault)
  })

  test('a second process is refused and told who holds the file', async () => {
    const at = newPlace()
    const database = await open(at)
    const script = `import('${new URL('./index.ts', import.meta.url).href}').then(({ openDatabase }) => openDatabase(${JSON.stringify(at)})).catch((error) => console.log(error.name, error.message))`
    const other = await promisify(execFile)(process.execPath, ['--eval', script])
    expect(other.stdout).toContain('DatabaseHeld')
    expect(other.stdout).toContain(`process ${process.pid}`)
    await database.close()
    expect((await promisify(execFile)(process.execPath, ['--eval', script])).stdout).toBe('')
    expect(new DatabaseHeld('x')).toBeInstanceOf(UnusableDatabase)
  })
})
