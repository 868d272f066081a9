import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** As many keys as are wanted, written past the manager: making them through it would take minutes. The same on either engine. */
export function statementsToFill(first: number, count: number): readonly string[] {
  const last = first + count - 1
  const numbers = `WITH RECURSIVE n(i) AS (SELECT ${first} UNION ALL SELECT i + 1 FROM n WHERE i < ${last})`
  return [
    `INSERT INTO principals (id, tenant_id, kind, name_folded) ${numbers} SELECT i, 0, 'api-key', 'key-' || i FROM n`,
    `INSERT INTO api_keys (id, tenant_id, key_name, key_name_folded, description, description_folded, locale, role_id, time_zone,
      time_zone_folded, active, created, attempts, service_account, secret_digest, pepper_version)
      ${numbers} SELECT i, 0, 'key-' || i, 'key-' || i, 'made for a bench', 'made for a bench', 'en-US', 1, 'UTC', 'utc', 1,
      1790000000000, 0, 0, 'digest ' || i, 1 FROM n`,
    `UPDATE id_sequences SET value = ${last} WHERE name = 'principal'`,
  ]
}

export function fillWithKeys(dataFolder: string, count: number): void {
  const database = new DatabaseSync(join(dataFolder, 'manager.sqlite'))
  const first = Number(database.prepare(`SELECT value FROM id_sequences WHERE name = 'principal'`).get()?.['value']) + 1
  database.exec(`BEGIN; ${statementsToFill(first, count).join(';')}; COMMIT; PRAGMA wal_checkpoint(TRUNCATE)`)
  database.close()
}
