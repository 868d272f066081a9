import type { Database } from '@latchkey/database'
import type { ConsoleTables } from './tables.ts'

const id = 1

/**
 * Our own manager moves with its port, or to TLS, and every instance has one: what is kept of its keys and people is kept
 * under the address where it was first.
 */
export async function nameOfOwnManager({ kysely }: Database<ConsoleTables>, url: string): Promise<string> {
  await kysely
    .insertInto('own_manager')
    .values({ id, name: url })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
  const { name } = await kysely.selectFrom('own_manager').select('name').where('id', '=', id).executeTakeFirstOrThrow()
  return name
}
