import { Refusal } from '@latchkey/contract'
import { insertLater, UniqueViolation } from '@latchkey/database'
import type { Kysely } from 'kysely'
import { nextID } from '../database/id-sequences.ts'
import type { ManagerTables } from '../database/tables.ts'
import { folded } from './folding.ts'

type PrincipalKind = ManagerTables['principals']['kind']

export function createPrincipalRepository(db: Kysely<ManagerTables>) {
  return {
    async add(tenantID: number, kind: PrincipalKind, name: string): Promise<number> {
      const id = await nextID(db, 'principal')
      const added = await db
        .insertInto('principals')
        .values({ id, tenant_id: tenantID, kind, name_folded: folded(name) })
        .onConflict((conflict) => conflict.columns(['tenant_id', 'name_folded']).doNothing())
        .returning('id')
        .executeTakeFirst()
      if (added === undefined) throw takenName(kind)
      return id
    },
    /** As above, for whatever is itself written later; where the name is taken, it is refused when it is written. */
    async addLater(tenantID: number, kind: PrincipalKind, name: string): Promise<number> {
      const id = await nextID(db, 'principal')
      await insertLater(db, 'principals', { id, tenant_id: tenantID, kind, name_folded: folded(name) }, (error) =>
        error instanceof UniqueViolation && error.what.includes('name_folded') ? takenName(kind) : error,
      )
      return id
    },
    /** A key of the primary tenant for another: its name is taken from nobody, so that one script may make it again and again. */
    async addServiceAccount(tenantID: number, name: string): Promise<number> {
      const id = await nextID(db, 'principal')
      // No name of a user or key can hold a line feed.
      const unique = `${folded(name)}\n${id}`
      await insertLater(db, 'principals', { id, tenant_id: tenantID, kind: 'api-key', name_folded: unique })
      return id
    },
    async rename(tenantID: number, kind: PrincipalKind, ID: number, name: string): Promise<void> {
      // Looked up first: a statement that fails would end the whole transaction on PostgreSQL.
      const taken = await db
        .selectFrom('principals')
        .select('id')
        .where('tenant_id', '=', tenantID)
        .where('name_folded', '=', folded(name))
        .where('id', '!=', ID)
        .executeTakeFirst()
      if (taken) throw takenName(kind)
      await db
        .updateTable('principals')
        .set({ name_folded: folded(name) })
        .where('tenant_id', '=', tenantID)
        .where('id', '=', ID)
        .execute()
    },
    async remove(tenantID: number, ID: number): Promise<void> {
      await db.deleteFrom('principals').where('tenant_id', '=', tenantID).where('id', '=', ID).execute()
    },
  }
}

// The words of the product, which scripts look for.
const takenName = (kind: PrincipalKind) =>
  new Refusal(400, 'The requested username already exists.', {
    field: kind === 'api-key' ? 'keyName' : 'username',
  })
