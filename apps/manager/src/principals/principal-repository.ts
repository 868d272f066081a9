import { Refusal } from '@latchkey/contract'
import { UniqueViolation } from '@latchkey/database'
import type { Kysely } from 'kysely'
import type { ManagerTables } from '../database/tables.ts'
import { folded } from './folding.ts'

type SequenceName = 'principal' | 'tenant' | 'role' | 'system-event' | 'api-usage-metric' | 'sign-ins-of-nobody'

/** IDs are never used again; of several it is the last. */
export async function nextID(db: Kysely<ManagerTables>, name: SequenceName, count = 1): Promise<number> {
  const { value } = await db
    .updateTable('id_sequences')
    .set((expression) => ({ value: expression('value', '+', count) }))
    .where('name', '=', name)
    .returning('value')
    .executeTakeFirstOrThrow()
  return value
}

type PrincipalKind = ManagerTables['principals']['kind']

export function createPrincipalRepository(db: Kysely<ManagerTables>) {
  return {
    async add(tenantID: number, kind: PrincipalKind, name: string): Promise<number> {
      const id = await nextID(db, 'principal')
      await nameIsFree(db, tenantID, kind, name)
      await refusingTakenNames(
        kind,
        db
          .insertInto('principals')
          .values({ id, tenant_id: tenantID, kind, name_folded: folded(name) })
          .execute(),
      )
      return id
    },
    /** A key of the primary tenant for another: its name is taken from nobody, so that one script may make it again and again. */
    async addServiceAccount(tenantID: number, name: string): Promise<number> {
      const id = await nextID(db, 'principal')
      // No name of a user or key can hold a line feed.
      const unique = `${folded(name)}\n${id}`
      await db
        .insertInto('principals')
        .values({ id, tenant_id: tenantID, kind: 'api-key', name_folded: unique })
        .execute()
      return id
    },
    async rename(tenantID: number, kind: PrincipalKind, ID: number, name: string): Promise<void> {
      await nameIsFree(db, tenantID, kind, name, ID)
      await refusingTakenNames(
        kind,
        db
          .updateTable('principals')
          .set({ name_folded: folded(name) })
          .where('tenant_id', '=', tenantID)
          .where('id', '=', ID)
          .execute(),
      )
    },
    async remove(tenantID: number, ID: number): Promise<void> {
      await db.deleteFrom('principals').where('tenant_id', '=', tenantID).where('id', '=', ID).execute()
    },
  }
}

// Looked up first, because a statement that fails ends the whole transaction on PostgreSQL; the constraint catches two at once.
async function nameIsFree(
  db: Kysely<ManagerTables>,
  tenantID: number,
  kind: PrincipalKind,
  name: string,
  except = -1,
): Promise<void> {
  const taken = await db
    .selectFrom('principals')
    .select('id')
    .where('tenant_id', '=', tenantID)
    .where('name_folded', '=', folded(name))
    .where('id', '!=', except)
    .executeTakeFirst()
  if (taken) throw takenName(kind)
}

async function refusingTakenNames(kind: PrincipalKind, work: Promise<unknown>): Promise<void> {
  try {
    await work
  } catch (error) {
    if (error instanceof UniqueViolation) throw takenName(kind)
    throw error
  }
}

// The words of the product, which scripts look for.
const takenName = (kind: PrincipalKind) =>
  new Refusal(400, 'The requested username already exists.', {
    field: kind === 'api-key' ? 'keyName' : 'username',
  })
