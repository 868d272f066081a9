import { send } from '@latchkey/database'
import type { Kysely } from 'kysely'
import type { ManagerTables, Transaction } from './tables.ts'

type SequenceName = 'principal' | 'tenant' | 'role' | 'system-event' | 'api-usage-metric' | 'sign-ins-of-nobody'

interface Counters {
  /** What the transaction began with; read once for all that it counts. */
  stored?: ReadonlyMap<string, number>
  readonly last: Map<string, number>
}

const countersOf = new WeakMap<object, Counters>()

/** IDs are never used again; of several it is the last. */
export async function nextID(db: Kysely<ManagerTables>, name: SequenceName, count = 1): Promise<number> {
  const counters = countersOf.get(db)
  if (counters === undefined) return await countInStore(db, name, count)
  const { last } = counters
  counters.stored ??= await readAll(db)
  const ID = (last.get(name) ?? counters.stored.get(name) ?? 0) + count
  last.set(name, ID)
  return ID
}

/** Within this work IDs are counted in memory and written once; nobody else may count meanwhile. */
export async function countingIDs<Result>(
  transaction: Transaction,
  work: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  const last = new Map<string, number>()
  countersOf.set(transaction, { last })
  const result = await work(transaction)
  if (last.size > 0)
    await send(
      transaction,
      transaction
        .insertInto('id_sequences')
        .values([...last].map(([name, value]) => ({ name, value })))
        .onConflict((conflict) => conflict.column('name').doUpdateSet((row) => ({ value: row.ref('excluded.value') })))
        .compile(),
    )
  return result
}

async function countInStore(db: Kysely<ManagerTables>, name: SequenceName, count: number): Promise<number> {
  const { value } = await db
    .updateTable('id_sequences')
    .set((expression) => ({ value: expression('value', '+', count) }))
    .where('name', '=', name)
    .returning('value')
    .executeTakeFirstOrThrow()
  return value
}

async function readAll(db: Kysely<ManagerTables>): Promise<ReadonlyMap<string, number>> {
  const rows = await db.selectFrom('id_sequences').selectAll().execute()
  return new Map(rows.map(({ name, value }) => [name, value]))
}
