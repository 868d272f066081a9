import { randomBytes } from 'node:crypto'
import { Refusal, type EnrolledMfa, type Mfa, type RecoveryCodes } from '@latchkey/contract'
import type { Database } from '@latchkey/database'
import type { Caller } from '../../caller.ts'
import type { ManagerTables, Transaction } from '../../database/tables.ts'
import { record } from '../../events/system-events.ts'
import { createAdministratorRepository } from '../../principals/administrator-repository.ts'
import { createMfaRepository } from './mfa-repository.ts'
import { newRecoveryCodes, recoveryDigest } from './recovery-codes.ts'
import { openSeed, sealSeed } from './sealed-seed.ts'
import { base32, otpauthURI, stepOf } from './totp.ts'

const seedBytes = 20

interface MfaServiceDependencies {
  readonly database: Database<ManagerTables>
  readonly pepper: Buffer
  readonly master: Buffer
  readonly clock: () => number
  /** Counts the try, and uses the code up. */
  readonly proveCode: (administratorID: number, mfaCode: string) => Promise<boolean>
  readonly endOtherSessions: (transaction: Transaction, caller: Caller) => Promise<void>
}

export function createMfaService(dependencies: MfaServiceDependencies) {
  const { database, pepper, master, clock, proveCode, endOtherSessions } = dependencies
  const ownerOf = ({ tenantID, ID }: Caller) => ({ tenantID, administratorID: ID })
  const isOn = async (caller: Caller) =>
    (await createMfaRepository(database.kysely).find(caller.ID))?.confirmed === true

  async function requireCode(caller: Caller, mfaCode: string): Promise<void> {
    if (!(await isOn(caller))) throw new Refusal(400, 'Multi-factor authentication is off.')
    if (!(await proveCode(caller.ID, mfaCode))) throw wrongCode()
  }

  async function issueCodes(transaction: Transaction, caller: Caller): Promise<RecoveryCodes> {
    const recoveryCodes = newRecoveryCodes()
    const digests = recoveryCodes.map((code) => recoveryDigest(pepper, ownerOf(caller), code) ?? '')
    await createMfaRepository(transaction).replaceCodes(caller.ID, digests)
    return { recoveryCodes }
  }

  const tell = (transaction: Transaction, caller: Caller, description: string) =>
    record(transaction, clock(), {
      event: 'administrator-updated',
      tenantID: caller.tenantID,
      by: caller,
      target: { kind: 'administrator', ID: caller.ID, name: caller.name },
      description,
    })

  return {
    async describe(caller: Caller): Promise<Mfa> {
      return {
        mfaType: (await isOn(caller)) ? 'local-totp' : 'none',
        recoveryCodesLeft: await createMfaRepository(database.kysely).countCodes(caller.ID),
      }
    },
    async enrol(caller: Caller): Promise<EnrolledMfa> {
      const seed = randomBytes(seedBytes)
      await database.transaction(async (transaction) => {
        const factors = createMfaRepository(transaction)
        if ((await factors.find(caller.ID))?.confirmed)
          throw new Refusal(400, 'Multi-factor authentication is on already: switch it off first.')
        await factors.begin(caller.ID, sealSeed(master, ownerOf(caller), seed))
      })
      return { otpauthURI: otpauthURI(caller.name, seed), seed: base32(seed) }
    },
    /** The first code shows that the authenticator has the seed, and counts as used. */
    async confirm(caller: Caller, mfaCode: string): Promise<RecoveryCodes> {
      return await database.transaction(async (transaction) => {
        const factors = createMfaRepository(transaction)
        const factor = await factors.find(caller.ID)
        if (factor === undefined || factor.confirmed)
          throw new Refusal(400, 'There is no multi-factor authentication to confirm: begin it first.')
        const step = stepOf(openSeed(master, factor, factor.sealedSeed), mfaCode.trim(), clock())
        if (step === undefined) throw wrongCode()
        await factors.confirm(caller.ID)
        await factors.takeStep(caller.ID, step)
        await createAdministratorRepository(transaction).setMfaType(caller.ID, 'local-totp')
        await endOtherSessions(transaction, caller)
        await tell(transaction, caller, 'Multi-factor authentication was switched on.')
        return await issueCodes(transaction, caller)
      })
    },
    async replaceRecoveryCodes(caller: Caller, mfaCode: string): Promise<RecoveryCodes> {
      await requireCode(caller, mfaCode)
      return await database.transaction(async (transaction) => {
        await tell(transaction, caller, 'The recovery codes were replaced.')
        return await issueCodes(transaction, caller)
      })
    },
    async remove(caller: Caller, mfaCode: string): Promise<void> {
      await requireCode(caller, mfaCode)
      await database.transaction(async (transaction) => {
        await createAdministratorRepository(transaction).removeSecondFactor(caller.ID)
        await endOtherSessions(transaction, caller)
        await tell(transaction, caller, 'Multi-factor authentication was switched off.')
      })
    },
  }
}
export type MfaService = ReturnType<typeof createMfaService>

// Not a 401: the caller is known, and a client that is told so would sign in again.
const wrongCode = () =>
  new Refusal(400, 'mfaCode: it is wrong, was used already, or there were too many tries.', { field: 'mfaCode' })
