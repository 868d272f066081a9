import type { Kysely, Selectable } from 'kysely'
import { z } from 'zod'
import type { ConsoleTables } from '../../database/tables.ts'

const originSchema = z.object({
  requestID: z.string(),
  address: z.string(),
  userAgent: z.string(),
  administratorID: z.int(),
  userName: z.string(),
  tenantName: z.string().optional(),
})

/** A lock-out that was asked for, until the manager says that it is one. */
export interface LockOut {
  readonly scope: string
  readonly apiKeyID: number
  readonly owner: string
  readonly begun: number
  readonly tries: number
  /** Whoever tries it is done by then, or dead. */
  readonly lease: number
  readonly origin: z.infer<typeof originSchema>
}

type ForKey = Pick<LockOut, 'scope' | 'apiKeyID'>

export function createLockOutRepository(db: Kysely<ConsoleTables>) {
  const held = ({ scope, apiKeyID, owner, lease }: LockOut) =>
    [
      ['scope', scope],
      ['api_key_id', apiKeyID],
      ['person', owner],
      ['lease', lease],
    ] as const
  return {
    /** Each person's own: what one of them may not do takes nothing from another. */
    async add({ scope, apiKeyID, owner, origin, ...times }: LockOut): Promise<void> {
      const values = { person: owner, origin: JSON.stringify(origin), ...times }
      await db
        .insertInto('lock_outs')
        .values({ scope, api_key_id: apiKeyID, ...values })
        .onConflict((conflict) => conflict.columns(['scope', 'api_key_id', 'person']).doUpdateSet(values))
        .execute()
    },
    /** Nobody tries it before then. */
    async hold({ scope, apiKeyID }: ForKey, until: number): Promise<void> {
      const all = db.updateTable('lock_outs').where('scope', '=', scope).where('api_key_id', '=', apiKeyID)
      await all.set({ lease: until }).execute()
    },
    /** Whoever asked up to this moment, they have what they asked for, or it was decided otherwise; false where nobody had. */
    async forget({ scope, apiKeyID }: ForKey, upTo: number): Promise<boolean> {
      const all = db.deleteFrom('lock_outs').where('scope', '=', scope).where('api_key_id', '=', apiKeyID)
      return (await all.where('begun', '<=', upTo).executeTakeFirst()).numDeletedRows > 0n
    },
    async due(now: number, countMax: number): Promise<LockOut[]> {
      const rows = await db
        .selectFrom('lock_outs')
        .selectAll()
        .where('lease', '<=', now)
        .orderBy('lease')
        .limit(countMax)
        .execute()
      return rows.map(lockOutOf)
    },
    /** False where another has it, or it was asked for anew. */
    async renew(lockOut: LockOut, { lease, tries }: Pick<LockOut, 'lease' | 'tries'>): Promise<boolean> {
      let query = db.updateTable('lock_outs').set({ lease, tries })
      for (const [column, value] of held(lockOut)) query = query.where(column, '=', value)
      return ((await query.executeTakeFirst()).numUpdatedRows ?? 0n) > 0n
    },
    async end(lockOut: LockOut): Promise<boolean> {
      let query = db.deleteFrom('lock_outs')
      for (const [column, value] of held(lockOut)) query = query.where(column, '=', value)
      return (await query.executeTakeFirst()).numDeletedRows > 0n
    },
  }
}

const lockOutOf = ({
  api_key_id: apiKeyID,
  person: owner,
  origin,
  ...row
}: Selectable<ConsoleTables['lock_outs']>): LockOut => ({
  ...row,
  apiKeyID,
  owner,
  origin: originSchema.parse(JSON.parse(origin)),
})
