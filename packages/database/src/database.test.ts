import { execFile } from 'node:child_process'
import { chmodSync, closeSync, openSync, statSync, writeSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { databasesUnderTest, type DatabaseUnderTest } from '@latchkey/testing'
import { sql, type Kysely } from 'kysely'
import { afterEach, describe, expect, test } from 'vitest'
import {
  DatabaseHeld,
  DatabaseTooNew,
  DatabaseUnavailable,
  describeSchema,
  DiskFull,
  migrate,
  openDatabase,
  OutcomeUnknown,
  StorageFault,
  UniqueViolation,
  UnusableDatabase,
  type Database,
  type Migration,
} from './index.ts'

interface Tables {
  notes: { id: number; text: string }
}

const first: Migration = {
  name: '0001-notes',
  up: async (db) =>
    db.schema
      .createTable('notes')
      .addColumn('id', 'bigint', (column) => column.primaryKey())
      .addColumn('text', 'text', (column) => column.notNull())
      .execute(),
}
const second: Migration = {
  name: '0002-index',
  up: async (db) => db.schema.createIndex('notes_text').on('notes').column('text').unique().execute(),
}

const cleanUps: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp()
})

const [sqlite, postgres] = databasesUnderTest()
if (sqlite === undefined || postgres === undefined) throw new Error('SQLite or PostgreSQL is missing')

type Place = ReturnType<DatabaseUnderTest['place']>
function taken(place: () => Place): Place {
  const made = place()
  cleanUps.push(made.dispose)
  return made
}
async function openAt(at: { url: string; schema: string }): Promise<Database<Tables>> {
  const database = await openDatabase<Tables>(at)
  let closed = false
  const close = async () => {
    if (!closed) await database.close()
    closed = true
  }
  cleanUps.push(close)
  return { ...database, close }
}

test('instances that start at once on an empty PostgreSQL take turns', async () => {
  const at = taken(postgres.place)
  const slow: Migration = {
    name: first.name,
    up: async (db) => {
      await first.up(db)
      await sql`SELECT pg_sleep(0.1)`.execute(db)
    },
  }
  const databases = await Promise.all(Array.from({ length: 4 }, () => openAt(at)))
  await Promise.all(databases.map((database) => migrate(database, [slow, second])))
  expect(await databases[0]?.kysely.selectFrom('notes').selectAll().execute()).toEqual([])
})

describe.each(databasesUnderTest())('on $name', ({ place }) => {
  const newPlace = () => taken(place)
  const open = (at = newPlace()) => openAt(at)
  async function openNotes() {
    const database = await open()
    await migrate(database, [first, second])
    return database
  }

  test('a transaction is all or nothing', async () => {
    const { kysely, transaction } = await openNotes()
    const failing = transaction(async (inside) => {
      await inside.insertInto('notes').values({ id: 1, text: 'a' }).execute()
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await kysely.selectFrom('notes').selectAll().execute()).toEqual([])
  })

  test('transactions at once are as if one after the other', async () => {
    const { kysely, transaction } = await openNotes()
    await kysely.insertInto('notes').values({ id: 1, text: '0' }).execute()
    const addOne = () =>
      transaction(async (inside) => {
        const { text } = await inside.selectFrom('notes').select('text').where('id', '=', 1).executeTakeFirstOrThrow()
        await inside
          .updateTable('notes')
          .set({ text: String(Number(text) + 1) })
          .where('id', '=', 1)
          .execute()
      })
    const outcomes = await Promise.allSettled(Array.from({ length: 6 }, addOne))
    const done = outcomes.filter(({ status }) => status === 'fulfilled').length
    expect(done).toBeGreaterThan(0)
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(DatabaseUnavailable)
    const row = await kysely.selectFrom('notes').select('text').executeTakeFirstOrThrow()
    expect(row.text).toBe(String(done))
  })

  test('a commit that fails gives its connection back', async () => {
    const { kysely, transaction, close } = await openNotes()
    await sql`CREATE TABLE answers (note bigint REFERENCES notes (id) DEFERRABLE INITIALLY DEFERRED)`.execute(kysely)
    const failing = () => transaction((inside) => sql`INSERT INTO answers VALUES (7)`.execute(inside))
    // More often than there are connections: a single one lost each time would leave none.
    for (let count = 0; count < 12; count += 1) await expect(failing()).rejects.toBeInstanceOf(OutcomeUnknown)
    await transaction((inside) => inside.insertInto('notes').values({ id: 1, text: 'a' }).execute())
    expect((await sql`SELECT * FROM answers`.execute(kysely)).rows).toEqual([])
    await close()
  })

  test('a second row of the same key is a unique violation, in and out of a transaction', async () => {
    const { kysely, transaction } = await openNotes()
    await kysely.insertInto('notes').values({ id: 1, text: 'a' }).execute()
    await expect(kysely.insertInto('notes').values({ id: 2, text: 'a' }).execute()).rejects.toBeInstanceOf(
      UniqueViolation,
    )
    const inTransaction = transaction((inside) => inside.insertInto('notes').values({ id: 1, text: 'b' }).execute())
    await expect(inTransaction).rejects.toBeInstanceOf(UniqueViolation)
  })

  test('big integers come back as numbers', async () => {
    const { kysely } = await openNotes()
    const id = 1_800_000_000_123
    await kysely.insertInto('notes').values({ id, text: 'a' }).execute()
    expect((await kysely.selectFrom('notes').select('id').executeTakeFirstOrThrow()).id).toBe(id)
  })

  test('upgrading an old database gives the same tables as installing fresh', async () => {
    const upgradedAt = newPlace()
    const old = await open(upgradedAt)
    await migrate(old, [first])
    await old.close()
    const upgraded = await open(upgradedAt)
    await migrate(upgraded, [first, second])
    const withoutSchema = async (database: Database<Tables>) =>
      JSON.stringify(await describeSchema(database)).replaceAll(database.schema, 'schema')
    expect(await withoutSchema(upgraded)).toBe(await withoutSchema(await openNotes()))
  })

  test('a migration that fails leaves nothing of itself', async () => {
    const database = await open()
    const broken: Migration = {
      name: '0001-notes',
      up: async (db: Kysely<unknown>) => {
        await first.up(db)
        throw new Error('half way')
      },
    }
    await expect(migrate(database, [broken])).rejects.toThrow('half way')
    await migrate(database, [first])
    expect(await database.kysely.selectFrom('notes').selectAll().execute()).toEqual([])
  })

  test('a database made by a newer version is refused, and so is another history', async () => {
    const database = await openNotes()
    await expect(migrate(database, [first])).rejects.toBeInstanceOf(DatabaseTooNew)
    await expect(migrate(database, [first, { ...second, name: '0002-other' }])).rejects.toBeInstanceOf(UnusableDatabase)
  })

  test('the write probe leaves nothing', async () => {
    const database = await openNotes()
    const before = await describeSchema(database)
    await database.probeWrite()
    expect(await describeSchema(database)).toEqual(before)
  })
})

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

describe('PostgreSQL', () => {
  test('connections that are cut in the middle are replaced', async () => {
    const { kysely, transaction, close } = await openAt(taken(postgres.place))
    const cut = () =>
      transaction(async (inside) => {
        await sql`SELECT pg_terminate_backend(pg_backend_pid())`.execute(inside)
      })
    for (let count = 0; count < 12; count += 1) await expect(cut()).rejects.toBeInstanceOf(DatabaseUnavailable)
    const cutBetween = transaction(async (inside) => {
      const { rows } = await sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(inside)
      await sql`SELECT pg_terminate_backend(${rows[0]?.pid})`.execute(kysely)
      await wait(100)
      await sql`SELECT 1`.execute(inside)
    })
    await expect(cutBetween).rejects.toBeInstanceOf(DatabaseUnavailable)
    expect((await sql`SELECT 1 AS one`.execute(kysely)).rows).toEqual([{ one: 1 }])
    await close()
  })

  test('what a part of a statement has changed is seen, and changed as often as it is asked', async () => {
    const database = await openAt(taken(postgres.place))
    await migrate(database, [first, second])
    await database.kysely.insertInto('notes').values({ id: 1, text: 'a' }).execute()
    const seen = await database.transaction(async (inside) => {
      const notes = inside.selectFrom('notes').select('id')
      const taking = inside
        .with('taken', (parts) => parts.deleteFrom('notes').returning('id'))
        .selectFrom('taken')
        .selectAll()
      return [await notes.execute(), await taking.execute(), await notes.execute(), await taking.execute()]
    })
    expect(seen).toEqual([[{ id: 1 }], [{ id: 1 }], [], []])
  })

  test('a server that is too old is refused with its version', async () => {
    const { port, stop } = await oldServer('130014')
    cleanUps.push(stop)
    await expect(openDatabase({ url: `postgres://me@127.0.0.1:${port}/any`, schema: 'test' })).rejects.toThrow(
      'PostgreSQL 13 is too old: 14 or later is needed.',
    )
  })
})

test('an address where nobody answers is told without the password', async () => {
  const unreachable = openDatabase({ url: 'postgres://me:word@127.0.0.1:9/none', schema: 'test' })
  await expect(unreachable).rejects.toThrow(/^PostgreSQL at 127.0.0.1:9 cannot be used/)
  await expect(unreachable).rejects.not.toThrow(/word/)
})

/** Speaks just enough of PostgreSQL's protocol to be asked for its version. */
async function oldServer(version: string): Promise<{ port: number; stop: () => Promise<void> }> {
  const message = (type: string, body: Buffer) => {
    const head = Buffer.alloc(5)
    head.write(type)
    head.writeInt32BE(body.length + 4, 1)
    return Buffer.concat([head, body])
  }
  const int16 = (value: number) => Buffer.from([value >> 8, value & 255])
  const int32 = (value: number) => Buffer.concat([int16(value >> 16), int16(value & 0xffff)])
  const ready = message('Z', Buffer.from('I'))
  const column = Buffer.concat([
    Buffer.from('server_version_num\0'),
    int32(0),
    int16(0),
    int32(25),
    int16(-1),
    int32(-1),
  ])
  const answer = Buffer.concat([
    message('T', Buffer.concat([int16(1), column, int16(0)])),
    message('D', Buffer.concat([int16(1), int32(version.length), Buffer.from(version)])),
    message('C', Buffer.from('SHOW\0')),
    ready,
  ])
  const server = createServer((socket) => {
    socket.once('data', () => {
      socket.write(Buffer.concat([message('R', int32(0)), ready]))
      socket.on('data', (chunk) => void (chunk.toString('latin1').startsWith('Q') && socket.write(answer)))
    })
    socket.on('error', () => undefined)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
