import type { CompiledQuery, DatabaseConnection, Dialect, Driver, InsertObject, Kysely, Transaction } from 'kysely'
import { FrugalConnection } from './frugal-connection.ts'

/** The same dialect, whose connections are frugal; where it pipelines, a statement may be sent before the one before is answered. */
export function frugal(dialect: Dialect, { pipelines }: { readonly pipelines: boolean }): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createDriver: () => frugalDriver(dialect.createDriver(), pipelines),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  }
}

function frugalDriver(driver: Driver, pipelines: boolean): Driver {
  const known = new WeakMap<DatabaseConnection, FrugalConnection>()
  const innerOf = (connection: DatabaseConnection) =>
    connection instanceof FrugalConnection ? connection.inner : connection
  const ending =
    (end: (inner: DatabaseConnection) => Promise<void>) =>
    async (connection: DatabaseConnection): Promise<void> => {
      if (connection instanceof FrugalConnection) connection.end()
      await end(innerOf(connection))
    }
  const commit = ending((inner) => driver.commitTransaction(inner))
  const rollback = ending((inner) => driver.rollbackTransaction(inner))
  return {
    init: () => driver.init(),
    destroy: () => driver.destroy(),
    acquireConnection: async () => {
      const inner = await driver.acquireConnection()
      const connection = known.get(inner)
      if (connection) return connection
      const made = new FrugalConnection(inner, pipelines)
      known.set(inner, made)
      return made
    },
    releaseConnection: (connection) => driver.releaseConnection(innerOf(connection)),
    beginTransaction: async (connection, settings) => {
      await driver.beginTransaction(innerOf(connection), settings)
      if (connection instanceof FrugalConnection) connection.begin()
    },
    commitTransaction: async (connection) => {
      if (connection instanceof FrugalConnection) await connection.settle()
      await commit(connection)
    },
    rollbackTransaction: async (connection) => {
      if (connection instanceof FrugalConnection) await connection.answered()
      await rollback(connection)
    },
  }
}

/**
 * For a row of which nobody needs an answer: within a transaction it is written before the first statement that speaks of its table, or at
 * the end, together with others of its kind. Kinds are written in the order in which they came first, so a row that refers to such a row
 * is written later as well. Where it is the only one of its kind, what it fails with is explained.
 */
export async function insertLater<Tables, Table extends keyof Tables & string>(
  db: Kysely<Tables>,
  table: Table,
  row: InsertObject<Tables, Table>,
  explain: (error: unknown) => unknown = (error) => error,
): Promise<void> {
  const insert = (rows: readonly InsertObject<Tables, Table>[]) => db.insertInto(table).values(rows)
  // What is gathered of one kind is what was given here.
  const compile = (rows: readonly unknown[]) => insert(rows as readonly InsertObject<Tables, Table>[]).compile()
  if (db.isTransaction) await onConnection(db, (connection) => connection.gather(row, { table, compile, explain }))
  else
    await insert([row])
      .execute()
      .catch((error: unknown) => {
        throw explain(error)
      })
}

/** A statement of which nobody needs an answer; where it fails, the next that is waited for fails. */
export const send = <Tables>(transaction: Transaction<Tables>, statement: CompiledQuery): Promise<void> =>
  onConnection(transaction, (connection) => connection.send(statement))

/** Until everything that was to be written later or sent is there, or has failed. */
export const settle = <Tables>(transaction: Transaction<Tables>): Promise<void> =>
  onConnection(transaction, (connection) => connection.settle())

async function onConnection<Tables>(
  db: Kysely<Tables>,
  work: (connection: FrugalConnection) => void | Promise<void>,
): Promise<void> {
  await db.getExecutor().provideConnection(async (connection) => {
    if (!(connection instanceof FrugalConnection)) throw new Error('The database was opened without frugality.')
    await work(connection)
  })
}
