import { setTimeout as wait } from 'node:timers/promises'
import { Kysely, sql, type Transaction } from 'kysely'
import { Conflict, DatabaseUnavailable, OutcomeUnknown, UnusableDatabase } from './errors.ts'
import { openPostgres } from './postgres.ts'
import { openSqlite } from './sqlite.ts'

export type Engine = 'sqlite' | 'postgres'

/** Both engines hold the same types: bigint for integers and times, integer 0 or 1 for flags, text for the rest. */
export interface Database<Tables> {
  readonly engine: Engine
  readonly schema: string
  readonly kysely: Kysely<Tables>
  /** All or nothing, as if alone; run again when another transaction was in the way, so `work` has no effects besides. */
  transaction<Result>(work: (transaction: Transaction<Tables>) => Promise<Result>): Promise<Result>
  probeWrite(): Promise<void>
  close(): Promise<void>
}

const attemptsMax = 5

export async function openDatabase<Tables>({
  url,
  schema,
}: {
  url: string
  schema: string
}): Promise<Database<Tables>> {
  if (!/^[a-z_]+$/.test(schema)) throw new UnusableDatabase(`The schema name ${schema} is not of lower-case letters.`)
  const engine = engineOf(url)
  const { dialect, release } =
    engine === 'sqlite'
      ? openSqlite(url.slice('sqlite:'.length))
      : { ...(await openPostgres(url, schema)), release: () => undefined }
  const kysely = new Kysely<Tables>({ dialect })
  return {
    engine,
    schema,
    kysely,
    transaction: (work) => retried(() => runOnce(kysely, engine, work)),
    // A temporary table would not touch the disk; an empty write transaction with a rolled back row does.
    probeWrite: async () => {
      await retried(() => probe(kysely))
    },
    close: async () => {
      await kysely.destroy()
      release()
    },
  }
}

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
  const start = kysely.startTransaction()
  const transaction = await (engine === 'postgres' ? start.setIsolationLevel('serializable') : start).execute()
  let result: Result
  try {
    result = await work(transaction)
  } catch (error) {
    // The first error is what matters; a connection that is gone cannot roll back, and the engine does it then.
    await transaction
      .rollback()
      .execute()
      .catch(() => undefined)
    throw error
  }
  try {
    await transaction.commit().execute()
  } catch (error) {
    if (error instanceof Conflict) throw error
    throw new OutcomeUnknown('The commit got no answer.', error)
  }
  return result
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

async function probe<Tables>(kysely: Kysely<Tables>): Promise<void> {
  const transaction = await kysely.startTransaction().execute()
  try {
    await sql`CREATE TABLE write_probe (probe integer)`.execute(transaction)
  } finally {
    await transaction.rollback().execute()
  }
}
