import { PostgresDialect, type PostgresPool } from 'kysely'
import pg from 'pg'
import { DatabaseUnavailable, fromPostgres, UnusableDatabase } from './errors.ts'
import { keepingPlans } from './kept-plans.ts'

const oldestVersion = 14

export async function openPostgres(url: string, schema: string): Promise<{ dialect: PostgresDialect }> {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    // A statement does not wait for the answer to the one before; the server takes them one after the other.
    pipeline: true,
    connectionTimeoutMillis: 5000,
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
  const guardedClients = new WeakSet<pg.PoolClient>()
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => {
      const client = await pool.connect().catch((error: unknown) => {
        throw fromPostgres(error)
      })
      if (!guardedClients.has(client)) guardClient(client)
      guardedClients.add(client)
      return client
    },
  }
}

function guardClient(client: pg.PoolClient): void {
  // While it is in use the pool does not listen: unheard, a connection that is cut would end the process.
  client.on('error', () => undefined)
  const query = client.query.bind(client)
  const guarded = keepingPlans(
    (text, values) => query(text, [...values]),
    (statement) => query(statement),
  )
  Object.assign(client, {
    query: (text: string, values: readonly unknown[] = []) =>
      guarded(text, values).catch((error: unknown) => {
        throw fromPostgres(error)
      }),
  })
}
