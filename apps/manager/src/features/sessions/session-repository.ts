import type { Locale } from '@latchkey/contract'
import { prepared } from '@latchkey/database'
import type { Kysely, Selectable } from 'kysely'
import type { ManagerTables } from '../../database/tables.ts'
import { toLocale } from '../../principals/administrator-repository.ts'
import { heldRoleBeside, heldRoleColumns } from '../../principals/held-role-repository.ts'
import type { HeldRole } from '../../principals/held-role.ts'

export interface StoredSession {
  readonly digest: string
  readonly handle: string
  readonly tenantID: number
  readonly administratorID: number
  /** Absent for a session of the legacy login, which has no rID. */
  readonly ridDigest: string | undefined
  readonly created: number
  readonly lastActivity: number
}

/** Sessions that were used and made since then are open; undefined where a tenant sets no limit. */
export interface OpenSince {
  readonly usedSince: number | undefined
  readonly madeSince: number | undefined
}

/** Whose session it is, as they are now. */
export interface SessionUser {
  readonly username: string
  readonly locale: Locale
  readonly timeZone: string
  readonly isActive: boolean
  readonly role: HeldRole
}

const toSession = (row: Selectable<ManagerTables['sessions']>): StoredSession => ({
  digest: row.digest,
  handle: row.handle,
  tenantID: row.tenant_id,
  administratorID: row.administrator_id,
  ridDigest: row.rid_digest ?? undefined,
  created: row.created,
  lastActivity: row.last_activity,
})

export function createSessionRepository(db: Kysely<ManagerTables>) {
  const rowWithUser = prepared(db, (digest: string) =>
    db
      .selectFrom('sessions')
      .innerJoin('administrators', 'administrators.id', 'sessions.administrator_id')
      .innerJoin('tenants', 'tenants.id', 'administrators.tenant_id')
      .innerJoin('roles', (join) =>
        join.onRef('roles.tenant_id', '=', 'administrators.tenant_id').onRef('roles.id', '=', 'administrators.role_id'),
      )
      .selectAll('sessions')
      .select([
        'administrators.username',
        'administrators.role_id',
        'administrators.locale',
        'administrators.time_zone',
        'administrators.active',
        'tenants.state as tenant_state',
      ])
      .select(heldRoleColumns)
      .where('sessions.digest', '=', digest),
  )
  return {
    async findWithUser(digest: string): Promise<{ session: StoredSession; user: SessionUser } | undefined> {
      const row = await rowWithUser(digest)
      const role = row && (await heldRoleBeside(db, row))
      return (
        role && {
          session: toSession(row),
          user: {
            username: row.username,
            locale: toLocale(row.locale),
            timeZone: row.time_zone,
            isActive: row.active === 1 && row.tenant_state === 'active',
            role,
          },
        }
      )
    },
    async find(digest: string): Promise<StoredSession | undefined> {
      const row = await db.selectFrom('sessions').selectAll().where('digest', '=', digest).executeTakeFirst()
      return row && toSession(row)
    },
    async findByHandle(tenantID: number, handle: string): Promise<StoredSession | undefined> {
      const row = await db
        .selectFrom('sessions')
        .selectAll()
        .where('tenant_id', '=', tenantID)
        .where('handle', '=', handle)
        .executeTakeFirst()
      return row && toSession(row)
    },
    /** The oldest first. */
    async openOf(tenantID: number, administratorID: number, since: OpenSince): Promise<StoredSession[]> {
      const rows = await db
        .selectFrom('sessions')
        .selectAll()
        .where('tenant_id', '=', tenantID)
        .where('administrator_id', '=', administratorID)
        .where('last_activity', '>', since.usedSince ?? -1)
        .where('created', '>', since.madeSince ?? -1)
        .orderBy('created')
        .orderBy('handle')
        .execute()
      return rows.map(toSession)
    },
    async add(session: StoredSession): Promise<void> {
      await db
        .insertInto('sessions')
        .values({
          digest: session.digest,
          handle: session.handle,
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
    /** All of a user's, but the one given. */
    async removeAllOf(administratorID: number, except = ''): Promise<void> {
      await db
        .deleteFrom('sessions')
        .where('administrator_id', '=', administratorID)
        .where('digest', '!=', except)
        .execute()
    },
    /** Those of a tenant that have ended by themselves and are not told yet, the oldest first. */
    async timedOut(tenantID: number, { usedSince, madeSince }: OpenSince, max: number) {
      return await db
        .selectFrom('sessions')
        .innerJoin('administrators', 'administrators.id', 'sessions.administrator_id')
        .select(['sessions.digest', 'sessions.administrator_id as administratorID', 'administrators.username'])
        .where('sessions.tenant_id', '=', tenantID)
        .where((expression) =>
          expression.or([
            expression('sessions.last_activity', '<=', usedSince ?? -1),
            expression('sessions.created', '<=', madeSince ?? -1),
          ]),
        )
        .orderBy('sessions.created')
        .limit(max)
        .execute()
    },
  }
}
