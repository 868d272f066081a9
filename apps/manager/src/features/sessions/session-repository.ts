import type { Kysely } from 'kysely'
import type { ManagerTables } from '../../database/tables.ts'

export interface StoredSession {
  readonly digest: string
  readonly tenantID: number
  readonly administratorID: number
  /** Absent for a session of the legacy login, which has no rID. */
  readonly ridDigest: string | undefined
  readonly created: number
  readonly lastActivity: number
}

export function createSessionRepository(db: Kysely<ManagerTables>) {
  return {
    async find(digest: string): Promise<StoredSession | undefined> {
      const row = await db.selectFrom('sessions').selectAll().where('digest', '=', digest).executeTakeFirst()
      return (
        row && {
          digest: row.digest,
          tenantID: row.tenant_id,
          administratorID: row.administrator_id,
          ridDigest: row.rid_digest ?? undefined,
          created: row.created,
          lastActivity: row.last_activity,
        }
      )
    },
    async countOf(administratorID: number, activeSince: number): Promise<number> {
      const { sessions } = await db
        .selectFrom('sessions')
        .select((expression) => expression.fn.countAll<number>().as('sessions'))
        .where('administrator_id', '=', administratorID)
        .where('last_activity', '>', activeSince)
        .executeTakeFirstOrThrow()
      return sessions
    },
    async add(session: StoredSession): Promise<void> {
      await db
        .insertInto('sessions')
        .values({
          digest: session.digest,
          tenant_id: session.tenantID,
          administrator_id: session.administratorID,
          rid_digest: session.ridDigest ?? null,
          created: session.created,
          last_activity: session.lastActivity,
        })
        .execute()
    },
    async touch(digest: string, now: number): Promise<void> {
      await db.updateTable('sessions').set({ last_activity: now }).where('digest', '=', digest).execute()
    },
    async remove(digest: string): Promise<void> {
      await db.deleteFrom('sessions').where('digest', '=', digest).execute()
    },
    async removeAllOf(administratorID: number): Promise<void> {
      await db.deleteFrom('sessions').where('administrator_id', '=', administratorID).execute()
    },
    async removeIdle(activeSince: number): Promise<void> {
      await db.deleteFrom('sessions').where('last_activity', '<=', activeSince).execute()
    },
  }
}
