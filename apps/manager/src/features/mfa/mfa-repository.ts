import type { Kysely } from 'kysely'
import type { ManagerTables } from '../../database/tables.ts'

export interface SecondFactor {
  readonly tenantID: number
  readonly administratorID: number
  readonly sealedSeed: string
  readonly confirmed: boolean
}

export function createMfaRepository(db: Kysely<ManagerTables>) {
  return {
    async find(administratorID: number): Promise<SecondFactor | undefined> {
      const row = await db
        .selectFrom('second_factors')
        .innerJoin('administrators', 'administrators.id', 'second_factors.administrator_id')
        .select(['administrators.tenant_id', 'second_factors.sealed_seed', 'second_factors.confirmed'])
        .where('second_factors.administrator_id', '=', administratorID)
        .executeTakeFirst()
      return (
        row && { tenantID: row.tenant_id, administratorID, sealedSeed: row.sealed_seed, confirmed: row.confirmed === 1 }
      )
    },
    /** Takes the place of one that was begun and never confirmed. */
    async begin(administratorID: number, sealedSeed: string): Promise<void> {
      const fresh = { sealed_seed: sealedSeed, confirmed: 0, last_step: 0 }
      await db
        .insertInto('second_factors')
        .values({ administrator_id: administratorID, ...fresh })
        .onConflict((conflict) => conflict.column('administrator_id').doUpdateSet(fresh))
        .execute()
    },
    async confirm(administratorID: number): Promise<void> {
      await db
        .updateTable('second_factors')
        .set({ confirmed: 1 })
        .where('administrator_id', '=', administratorID)
        .execute()
    },
    /** True for one alone of those who come with the same code, and for none who comes later. */
    async takeStep(administratorID: number, step: number): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('second_factors')
        .set({ last_step: step })
        .where('administrator_id', '=', administratorID)
        .where('last_step', '<', step)
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },
    async replaceCodes(administratorID: number, digests: readonly string[]): Promise<void> {
      await db.deleteFrom('recovery_codes').where('administrator_id', '=', administratorID).execute()
      await db
        .insertInto('recovery_codes')
        .values(digests.map((digest) => ({ administrator_id: administratorID, digest })))
        .execute()
    },
    async takeCode(administratorID: number, digest: string): Promise<boolean> {
      const { numDeletedRows } = await db
        .deleteFrom('recovery_codes')
        .where('administrator_id', '=', administratorID)
        .where('digest', '=', digest)
        .executeTakeFirst()
      return numDeletedRows === 1n
    },
    async countCodes(administratorID: number): Promise<number> {
      const { codes } = await db
        .selectFrom('recovery_codes')
        .select((expression) => expression.fn.countAll<number>().as('codes'))
        .where('administrator_id', '=', administratorID)
        .executeTakeFirstOrThrow()
      return codes
    },
  }
}
