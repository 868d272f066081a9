import { setTimeout as wait } from 'node:timers/promises'
import { Kysely, sql, type Transaction } from 'kysely'
import {
  Conflict,
  DatabaseUnavailable,
  DiskFull,
  OutcomeUnknown,
  UnusableDatabase,
  type StorageFault,
} from './errors.ts'
import { frugal, settle } from './frugal.ts'
import { listenOnPostgres, noticesInProcess, type NoticeListener, type StopListening } from './notices.ts'
import { openPostgres } from './postgres.ts'
import { readingAtOnce } from './prepared.ts'
import { openSqlite } from './sqlite.ts'

export type Engine = 'sqlite' | 'postgres'

/** Both engines hold the same types: bigint for integers and times, integer 0 or 1 for flags, text for the rest. */
export interface Database<Tables> {
  readonly engine: Engine
  readonly schema: string
  readonly kysely: Kysely<Tables>
  /** All or nothing, as if alone; run again when another transaction was in the way, so `work` has no effects besides. */
  transaction<Result>(work: (transaction: Transaction<Tables>) => Promise<Result>): Promise<Result>
  /** Refuses where nothing could be written, or soon could not. */
  probeWrite(): Promise<void>
  /** What any process says on this store; no more than a few lines, and nothing secret. */
  hear(listener: NoticeListener): Promise<StopListening>
  notify(text: string): Promise<void>
  close(): Promise<void>
}

const attemptsMax = 5

interface Opening {
  readonly url: string
  readonly schema: string
  /** The file failed: what is on the disk is not known any more, and only a new start finds out. Called once. */
  readonly onFault?: (fault: StorageFault) => void
  /** How long a server has to answer a statement. */
  readonly answerMs?: number
}

export async function openDatabase<Tables>({ url, schema, onFault, answerMs }: Opening): Promise<Database<Tables>> {
  if (!/^[a-z_]+$/.test(schema)) throw new UnusableDatabase(`The schema name ${schema} is not of lower-case letters.`)
  const engine = engineOf(url)
  const { dialect, readAtOnce, release, refuseFullDisk } =
    engine === 'sqlite'
      ? openSqlite(url.slice('sqlite:'.length), onFault)
      : { ...(await openPostgres(url, schema, answerMs)), ...ofServer }
  const kysely = new Kysely<Tables>({ dialect: frugal(dialect, { pipelines: engine === 'postgres' }) })
  if (readAtOnce) readingAtOnce(kysely, readAtOnce)
  const channel = `latchkey_${schema}`
  const notices =
    engine === 'sqlite'
      ? noticesInProcess()
      : {
          hear: (listener: NoticeListener) => listenOnPostgres(url, channel, listener, answerMs),
          notify: async (text: string) => void (await sql`SELECT pg_notify(${channel}, ${text})`.execute(kysely)),
        }
  return {
    ...notices,
    engine,
    schema,
    kysely,
    transaction: (work) => retried(() => runOnce(kysely, engine, work)),
    probeWrite: async () => {
      refuseFullDisk()
      await retried(() => probe(kysely, engine))
    },
    close: async () => {
      await kysely.destroy()
      release()
    },
  }
}

/** What only a file of our own has. */
const ofServer = { readAtOnce: undefined, release: () => undefined, refuseFullDisk: () => undefined }

function engineOf(url: string): Engine {
  if (url.startsWith('sqlite:')) return 'sqlite'
  if (/^postgres(ql)?:\/\//.test(url)) return 'postgres'
  throw new UnusableDatabase('The database address is neither sqlite:FILE nor postgres://…')
}

async function runOnce<Tables, Result>(
  kysely: Kysely<Tables>,
  engine: Engine,
  work: (transaction: Transaction<Tables>) => Promise<Result>,
): Promise<Result> {
  // Whatever happens inside, the connection goes back: a single one lost each time would in the end leave none.
  return await kysely.connection().execute(async (connection) => {
    const start = connection.startTransaction()
    const transaction = await (engine === 'postgres' ? start.setIsolationLevel('serializable') : start).execute()
    // What failed first is what matters; where there is nothing left to roll back, the engine has done it.
    const undo = () =>
      transaction
        .rollback()
        .execute()
        .catch(() => undefined)
    let result: Result
    try {
      result = await work(transaction)
      await settle(transaction)
    } catch (error) {
      await undo()
      throw error
    }
    try {
      await transaction.commit().execute()
    } catch (error) {
      await undo()
      // Of these two the engine says itself that nothing was kept.
      if (error instanceof Conflict || error instanceof DiskFull) throw error
      throw new OutcomeUnknown('The commit got no answer.', error)
    }
    return result
  })
}

async function retried<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
      if (attempt === attemptsMax)
        throw new DatabaseUnavailable('Other transactions were in the way five times.', error)
      await wait(2 ** attempt + Math.floor(2 ** attempt * jitter()))
    }
  }
}

// Spreads out the second tries of transactions that collided; nothing secret hangs on it.
const jitter = () => (performance.now() * 1000) % 1

async function probe<Tables>(kysely: Kysely<Tables>, engine: Engine): Promise<void> {
  const undone = new Error('The probe is never kept.')
  try {
    await runOnce(kysely, engine, async (transaction) => {
      // SQLite writes nothing before the commit, so what it is asked for is kept: a number that nothing reads.
      if (engine === 'sqlite') return await sql.raw(`PRAGMA user_version = ${Date.now() % 2}`).execute(transaction)
      await sql`CREATE TABLE write_probe (probe integer)`.execute(transaction)
      throw undone
    })
  } catch (error) {
    if (error !== undone) throw error
  }
}
