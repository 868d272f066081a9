import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  openSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { SqliteDialect, type SqliteDatabase } from 'kysely'
import { Conflict, DatabaseHeld, DiskFull, fromSqlite, StorageFault, UnusableDatabase } from './errors.ts'
import { makePrivateFolder, refuseWide } from './private-files.ts'

const oldestSafeVersion = [3, 51, 3]
// Asserted after they are set: a driver that quietly ignores one of them loses data or leaves secrets on the disk.
const pragmas = {
  journal_mode: 'wal',
  synchronous: 2,
  foreign_keys: 1,
  secure_delete: 1,
  trusted_schema: 0,
  cell_size_check: 1,
  mmap_size: 0,
} as const
const busyTimeoutMs = 5000

export interface OpenedSqlite {
  readonly dialect: SqliteDialect
  /** Undefined while a transaction is open: what it has changed is nobody else's yet. */
  readonly readAtOnce: (sql: string, values: readonly SQLInputValue[]) => unknown[] | undefined
  readonly release: () => void
  readonly refuseFullDisk: () => void
}

type OnFault = (fault: StorageFault) => void

export function openSqlite(file: string, onFault?: OnFault): OpenedSqlite {
  const inMemory = file === ':memory:'
  const stoppedUncleanly = !inMemory && existsSync(holderFile(file))
  if (!inMemory) preparePrivateFile(file)
  const connection = new DatabaseSync(file)
  try {
    // First of all: any other statement reads the schema, and waits for whoever holds the file.
    if (!inMemory) hold(connection, file)
    assertVersion(connection)
    configure(connection, inMemory)
    if (stoppedUncleanly) quickCheck(connection, file)
  } catch (error) {
    connection.close()
    throw fromSqlite(error, file)
  }
  const guarded = createGuard(onFault)
  const release = () => {
    try {
      if (!inMemory) guarded(() => connection.exec('PRAGMA wal_checkpoint(TRUNCATE)'))
    } catch (error) {
      // What is committed stays in the log beside the file, and the next start reads it there. Closing would touch a file that failed.
      if (!(error instanceof DiskFull)) throw error
    }
    connection.close()
    if (!inMemory) rmSync(holderFile(file), { force: true })
  }
  const refuseFullDisk = () => {
    if (!inMemory) refuseLittleSpace(dirname(file))
  }
  const database = adapt(connection, guarded)
  return {
    dialect: new SqliteDialect({ database }),
    readAtOnce: (sql, values) => (connection.isTransaction ? undefined : database.prepare(sql).all(values)),
    release,
    refuseFullDisk,
  }
}

const freeShareMin = 0.05

function refuseLittleSpace(folder: string): void {
  const { bavail, blocks } = statfsSync(folder)
  if (bavail < blocks * freeShareMin) throw new DiskFull('Less than 5 % of the disk are free.')
}

// The file's own lock, held by the kernel for as long as this process lives, keeps others out; the note beside it only says who we are.
const holderFile = (file: string) => `${file}.holder`

function hold(connection: DatabaseSync, file: string): void {
  try {
    connection.exec('PRAGMA busy_timeout=0; PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT')
  } catch (error) {
    if (!(fromSqlite(error) instanceof Conflict) || !existsSync(holderFile(file))) throw error
    const holder = readFileSync(holderFile(file), 'utf8')
    throw new DatabaseHeld(
      `${file} is in use by process ${holder}. Stop it first: one process holds a SQLite file.`,
      error,
    )
  }
  writeFileSync(holderFile(file), String(process.pid), { mode: 0o600 })
}

function preparePrivateFile(file: string): void {
  makePrivateFolder(dirname(file))
  const descriptor = openSync(file, constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW, 0o600)
  try {
    const status = fstatSync(descriptor)
    refuseWide(file, status.mode, status.uid, 0o600)
  } finally {
    closeSync(descriptor)
  }
}

function assertVersion(connection: DatabaseSync): void {
  const version = String(connection.prepare('SELECT sqlite_version() AS version').get()?.['version'])
  const parts = version.split('.').map(Number)
  const difference =
    oldestSafeVersion.map((part, index) => (parts[index] ?? 0) - part).find((value) => value !== 0) ?? 0
  if (difference < 0)
    throw new UnusableDatabase(
      `SQLite ${version} is too old: ${oldestSafeVersion.join('.')} is the first that does not lose a WAL.`,
    )
}

function configure(connection: DatabaseSync, inMemory: boolean): void {
  for (const [name, value] of Object.entries(pragmas)) {
    connection.exec(`PRAGMA ${name}=${value}`)
    const row = connection.prepare(`PRAGMA ${name}`).get()
    // An in-memory database has neither a journal nor a file to map.
    if (inMemory && (name === 'journal_mode' || name === 'mmap_size')) continue
    const actual = row === undefined ? undefined : Object.values(row)[0]
    if (actual !== value) throw new UnusableDatabase(`SQLite keeps ${name} at ${String(actual)} instead of ${value}.`)
  }
  connection.exec(`PRAGMA busy_timeout=${busyTimeoutMs}`)
}

function quickCheck(connection: DatabaseSync, file: string): void {
  const [finding] = connection
    .prepare('PRAGMA quick_check(1)')
    .all()
    .map((row) => String(Object.values(row)[0]))
  if (finding !== 'ok') throw new StorageFault(`${file} is damaged: ${finding}. Restore it from a backup.`)
}

const statementsMax = 500

function adapt(connection: DatabaseSync, guarded: Guard): SqliteDatabase {
  // The same few hundred statements come again and again, and preparing one costs more than running it.
  const prepared = new Map<string, ReturnType<SqliteDatabase['prepare']>>()
  return {
    // Kysely leaves a connection alone that it never used, so closing is not left to it.
    close: () => undefined,
    prepare: (sql) => {
      const known = prepared.get(sql)
      if (known) return known
      const statement = guarded(() => connection.prepare(sql))
      const made = {
        reader: statement.columns().length > 0,
        all: (parameters: readonly unknown[]) => guarded(() => statement.all(...bound(parameters))),
        run: (parameters: readonly unknown[]) => guarded(() => statement.run(...bound(parameters))),
        // Two streams of one statement would share its place in the rows.
        iterate: (parameters: readonly unknown[]) =>
          guarded(() => connection.prepare(sql).iterate(...bound(parameters))),
      }
      if (prepared.size >= statementsMax) prepared.clear()
      prepared.set(sql, made)
      return made
    },
  }
}

// Kysely compiles our typed values; what it hands on is what SQLite takes.
const bound = (parameters: readonly unknown[]) => parameters as readonly SQLInputValue[]

type Guard = <Result>(work: () => Result) => Result

/** Once the file has failed nothing touches it again: a commit that failed may be there, and what is read may never have been kept. */
function createGuard(onFault: OnFault = () => undefined): Guard {
  let fault: StorageFault | undefined
  return (work) => {
    if (fault) throw fault
    try {
      return work()
    } catch (error) {
      const known = fromSqlite(error)
      if (known instanceof StorageFault) {
        fault = known
        onFault(known)
      }
      throw known
    }
  }
}
