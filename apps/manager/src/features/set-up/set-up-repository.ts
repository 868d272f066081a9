import type { Kysely } from 'kysely'
import type { ManagerTables } from '../../database/tables.ts'

export const createSetUpRepository = (db: Kysely<ManagerTables>) => ({
  add: async (digest: string, expires: number): Promise<void> =>
    void (await db.insertInto('set_up_tokens').values({ digest, expires }).execute()),
  has: async (digest: string, now: number): Promise<boolean> =>
    (await db
      .selectFrom('set_up_tokens')
      .select('digest')
      .where('digest', '=', digest)
      .where('expires', '>', now)
      .executeTakeFirst()) !== undefined,
  removeExpired: async (now: number): Promise<void> =>
    void (await db.deleteFrom('set_up_tokens').where('expires', '<=', now).execute()),
  removeAll: async (): Promise<void> => void (await db.deleteFrom('set_up_tokens').execute()),
})
