import type { Database } from '@latchkey/database'
import type { ManagerTables } from '../../database/tables.ts'
import { createMfaRepository, type SecondFactor } from './mfa-repository.ts'
import { recoveryDigest } from './recovery-codes.ts'
import { openSeed } from './sealed-seed.ts'
import { stepOf } from './totp.ts'

interface SecondFactorDependencies {
  readonly database: Database<ManagerTables>
  readonly pepper: Buffer
  readonly master: Buffer
  readonly clock: () => number
}

/** Uses up a code of the authenticator or a recovery code; whoever has no second factor needs none. */
export function createSecondFactor({ database, pepper, master, clock }: SecondFactorDependencies) {
  async function takeStep(factor: SecondFactor, code: string): Promise<boolean> {
    const step = stepOf(openSeed(master, factor, factor.sealedSeed), code, clock())
    if (step === undefined) return false
    return await database.transaction((transaction) =>
      createMfaRepository(transaction).takeStep(factor.administratorID, step),
    )
  }

  async function takeRecoveryCode(factor: SecondFactor, code: string): Promise<boolean> {
    const digest = recoveryDigest(pepper, factor, code)
    if (digest === undefined) return false
    return await database.transaction((transaction) =>
      createMfaRepository(transaction).takeCode(factor.administratorID, digest),
    )
  }

  return {
    async accept(administratorID: number, code: string | undefined): Promise<boolean> {
      const factor = await createMfaRepository(database.kysely).find(administratorID)
      if (factor === undefined || !factor.confirmed) return true
      if (code === undefined) return false
      return (await takeStep(factor, code.trim())) || (await takeRecoveryCode(factor, code))
    },
  }
}
