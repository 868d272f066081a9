import { PostgresDialect, type PostgresPool } from 'kysely'
import pg from 'pg'
import { DatabaseUnavailable, fromPostgres, isLate, UnusableDatabase } from './errors.ts'
import { keepingPlans } from './kept-plans.ts'

const oldestVersion = 14
// Longer than anybody waits for an answer of ours.
const usualAnswerMs = 30_000
// Changes of the tables, and turns at them, take as long as they take.
const takesItsTime = /^(create|alter|drop)\b|\bpg_advisory/i
const timeItTakesMs = 60 * 60_000

export async function openPostgres(
  url: string,
  schema: string,
  answerMs = usualAnswerMs,
): Promise<{ dialect: PostgresDialect }> {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    // A statement does not wait for the answer to the one before; the server takes them one after the other.
    pipeline: true,
    connectionTimeoutMillis: 5000,
    query_timeout: answerMs,
    idleTimeoutMillis: 30_000,
    // Said on the connection: at its start a pooler such as PgBouncer refuses it, or is told to leave it out.
    onConnect: async (client) => void (await client.query(`SET search_path TO ${schema}`)),
    types: {
      getTypeParser: (id, format) => (id === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(id, format)),
    },
  })
  // A connection that breaks while idle is replaced by the pool; the next query tells if the server is gone.
  pool.on('error', () => undefined)
  try {
    await prepare(pool, schema)
  } catch (error) {
    await pool.end()
    if (error instanceof UnusableDatabase) throw error
    const { hostname, port } = new URL(url)
    throw new DatabaseUnavailable(
      `PostgreSQL at ${hostname}:${port || '5432'} cannot be used: ${messageOf(error)}`,
      error,
    )
  }
  return { dialect: new PostgresDialect({ pool: guardedPool(pool) }) }
}

const messageOf = (error: unknown) =>
  error instanceof Error ? error.message || String('code' in error ? error.code : '') : String(error)

async function prepare(pool: pg.Pool, schema: string): Promise<void> {
  // One connection for all of it: an advisory lock belongs to the connection that took it.
  const client = await pool.connect()
  try {
    const { rows } = await client.query<{ server_version_num: string }>('SHOW server_version_num')
    const major = Math.floor(Number(rows[0]?.server_version_num) / 10_000)
    if (major < oldestVersion)
      throw new UnusableDatabase(`PostgreSQL ${major} is too old: ${oldestVersion} or later is needed.`)
    // Two instances that start at once would both try to create it.
    await client.query(`SELECT pg_advisory_lock(hashtext('latchkey schema'))`)
    await makeSchema(client, schema).finally(() => client.query('SELECT pg_advisory_unlock_all()'))
  } finally {
    client.release()
  }
}

// Where it is there already, whoever only reads needs no right to make it, nor a server that takes writes.
async function makeSchema(client: pg.PoolClient, schema: string): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_namespace WHERE nspname = $1', [schema])
  if (rowCount === 0) await client.query(`CREATE SCHEMA ${schema}`)
}

function guardedPool(pool: pg.Pool): PostgresPool {
  const connectedAt = new WeakMap<pg.PoolClient, number>()
  // A server that vanished says nothing, and the network gives it a quarter of an hour. Whoever is late is cut off,
  // and with it all that was connected by then: the rest would be found out one by one.
  let lateAt = -Infinity
  const onLate = () => void (lateAt = performance.now())
  async function connect(): Promise<pg.PoolClient> {
    const client = await pool.connect().catch((error: unknown) => {
      throw fromPostgres(error)
    })
    const since = connectedAt.get(client)
    if (since === undefined) {
      connectedAt.set(client, performance.now())
      guardClient(client, onLate)
    } else if (since < lateAt) {
      client.release(true)
      return await connect()
    }
    return client
  }
  return { options: pool.options, end: () => pool.end(), connect }
}

function guardClient(client: pg.PoolClient, onLate: () => void): void {
  // While it is in use the pool does not listen: unheard, a connection that is cut would end the process.
  client.on('error', () => undefined)
  const query = client.query.bind(client)
  const within = (statement: { text: string; values: unknown[] }) =>
    query(takesItsTime.test(statement.text) ? Object.assign(statement, { query_timeout: timeItTakesMs }) : statement)
  const guarded = keepingPlans((text, values) => within({ text, values: [...values] }), within)
  Object.assign(client, {
    query: (text: string, values: readonly unknown[] = []) =>
      guarded(text, values).catch((error: unknown) => {
        if (isLate(error)) onLate()
        throw fromPostgres(error)
      }),
  })
}
