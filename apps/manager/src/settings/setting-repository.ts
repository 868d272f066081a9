import type { Kysely } from 'kysely'
import type { ManagerTables } from '../database/tables.ts'

/** Only what differs from its default is kept, so that a better default reaches everyone who never chose. */
export function createSettingRepository(db: Kysely<ManagerTables>) {
  return {
    async chosen(tenantID: number): Promise<ReadonlyMap<string, string>> {
      const rows = await db.selectFrom('system_settings').selectAll().where('tenant_id', '=', tenantID).execute()
      return new Map(rows.map(({ name, value }) => [name, value]))
    },
    async set(tenantID: number, name: string, value: string): Promise<void> {
      await db
        .insertInto('system_settings')
        .values({ tenant_id: tenantID, name, value })
        .onConflict((conflict) => conflict.columns(['tenant_id', 'name']).doUpdateSet({ value }))
        .execute()
    },
    async reset(tenantID: number, name: string): Promise<void> {
      await db.deleteFrom('system_settings').where('tenant_id', '=', tenantID).where('name', '=', name).execute()
    },
  }
}
