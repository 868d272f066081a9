import type { Kysely } from 'kysely'
import type { ConsoleTables } from '../../database/tables.ts'

export interface StoredBrowserSession {
  readonly digest: string
  readonly person: string
  readonly sealed: string
  readonly created: number
  readonly lastSeen: number
}

export function createSessionRepository(db: Kysely<ConsoleTables>) {
  return {
    async find(digest: string): Promise<StoredBrowserSession | undefined> {
      const row = await db.selectFrom('browser_sessions').selectAll().where('digest', '=', digest).executeTakeFirst()
      return row && { digest, person: row.person, sealed: row.sealed, created: row.created, lastSeen: row.last_seen }
    },
    async ofPerson(person: string): Promise<StoredBrowserSession[]> {
      const rows = await db
        .selectFrom('browser_sessions')
        .selectAll()
        .where('person', '=', person)
        .orderBy('created')
        .execute()
      return rows.map((row) => ({
        digest: row.digest,
        person,
        sealed: row.sealed,
        created: row.created,
        lastSeen: row.last_seen,
      }))
    },
    async add({ digest, person, sealed, created, lastSeen }: StoredBrowserSession): Promise<void> {
      await db.insertInto('browser_sessions').values({ digest, person, sealed, created, last_seen: lastSeen }).execute()
    },
    async touch(digest: string, now: number): Promise<void> {
      await db.updateTable('browser_sessions').set({ last_seen: now }).where('digest', '=', digest).execute()
    },
    async remove(digest: string): Promise<void> {
      await db.deleteFrom('browser_sessions').where('digest', '=', digest).execute()
    },
    async removeOver(created: number, lastSeen: number): Promise<void> {
      await db
        .deleteFrom('browser_sessions')
        .where((expression) =>
          expression.or([expression('created', '<=', created), expression('last_seen', '<=', lastSeen)]),
        )
        .execute()
    },
  }
}
