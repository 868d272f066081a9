import { prepared } from '@latchkey/database'
import type { Kysely, Selectable } from 'kysely'
import type { ConsoleTables } from '../../database/tables.ts'

export interface StoredBrowserSession {
  readonly digest: string
  readonly person: string
  readonly sealed: string
  readonly created: number
  readonly lastSeen: number
}

const stored = ({
  last_seen: lastSeen,
  ...row
}: Selectable<ConsoleTables['browser_sessions']>): StoredBrowserSession => ({ ...row, lastSeen })

export function createSessionRepository(db: Kysely<ConsoleTables>) {
  const sessions = db.selectFrom('browser_sessions').selectAll()
  const rowOf = prepared(db, (digest: string) => sessions.where('digest', '=', digest))
  return {
    async find(digest: string): Promise<StoredBrowserSession | undefined> {
      const row = await rowOf(digest)
      return row && stored(row)
    },
    /** The oldest first. */
    async ofPerson(person: string): Promise<StoredBrowserSession[]> {
      return (await sessions.where('person', '=', person).orderBy('created').orderBy('digest').execute()).map(stored)
    },
    /** Begun or seen for the last time at these times or before. */
    async over(
      times: { readonly created: number; readonly lastSeen: number },
      countMax: number,
    ): Promise<StoredBrowserSession[]> {
      const rows = await sessions
        .where((where) => where.or([where('created', '<=', times.created), where('last_seen', '<=', times.lastSeen)]))
        .limit(countMax)
        .execute()
      return rows.map(stored)
    },
    async add({ lastSeen, ...session }: StoredBrowserSession): Promise<void> {
      await db
        .insertInto('browser_sessions')
        .values({ ...session, last_seen: lastSeen })
        .execute()
    },
    async touch(digest: string, now: number): Promise<void> {
      await db.updateTable('browser_sessions').set({ last_seen: now }).where('digest', '=', digest).execute()
    },
    /** False where somebody else was faster. */
    async remove(digest: string): Promise<boolean> {
      const { numDeletedRows } = await db.deleteFrom('browser_sessions').where('digest', '=', digest).executeTakeFirst()
      return numDeletedRows > 0n
    },
  }
}
