import type { Database } from '@latchkey/database'
import type { Insertable } from 'kysely'
import type { ManagerTables } from './database/tables.ts'

const atOnce = 500

/** Many keys, put where they belong without a secret that anyone knows; crowd-1 is the first. */
export async function addKeys(database: Database<ManagerTables>, count: number): Promise<number[]> {
  const first = 1 + (await nextIDs(database, count))
  const IDs = Array.from({ length: count }, (_, index) => first + index)
  for (let from = 0; from < count; from += atOnce) {
    const rows = IDs.slice(from, from + atOnce).map((ID, index) => keyRow(ID, `crowd-${from + index + 1}`))
    await database.transaction(async (transaction) => {
      await transaction
        .insertInto('principals')
        .values(
          rows.map(({ id, key_name_folded: name_folded }) => ({ id, tenant_id: 0, kind: 'api-key', name_folded })),
        )
        .execute()
      await transaction.insertInto('api_keys').values(rows).execute()
    })
  }
  return IDs
}

async function nextIDs({ kysely }: Database<ManagerTables>, count: number): Promise<number> {
  const { value } = await kysely
    .updateTable('id_sequences')
    .set((expression) => ({ value: expression('value', '+', count) }))
    .where('name', '=', 'principal')
    .returning('value')
    .executeTakeFirstOrThrow()
  return value - count
}

const keyRow = (id: number, name: string): Insertable<ManagerTables['api_keys']> => ({
  id,
  tenant_id: 0,
  key_name: name,
  key_name_folded: name,
  description: '',
  description_folded: '',
  locale: 'en-US',
  role_id: 2,
  time_zone: 'Etc/UTC',
  time_zone_folded: 'etc/utc',
  active: 1,
  created: 1_790_000_000_000,
  last_sign_in: null,
  unlock_time: null,
  attempts: 0,
  expiry_date: null,
  service_account: 0,
  secret_digest: '',
  pepper_version: 1,
})
