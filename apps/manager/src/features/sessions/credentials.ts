import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '@latchkey/database'
import type { ManagerTables, Transaction } from '../../database/tables.ts'
import { record } from '../../events/system-events.ts'
import { createAdministratorRepository, type SigningIn } from '../../principals/administrator-repository.ts'
import { withoutNul } from '../../principals/folding.ts'
import { settingsOf } from '../../settings/settings.ts'
import { hashPassword, isPassword, needsRehash } from './password.ts'

const minuteMs = 60_000
const ladderMinutes = [1, 2, 4, 8, 15]
const attemptsForgottenMs = 12 * 60 * minuteMs
const primaryTenantID = 0
// Longer than any try is looked at: by then the manager that ran it is gone.
const attemptLostMs = 20_000
const turnMsMax = 10_000
const turnPollMs = 50

export interface CredentialDependencies {
  readonly database: Database<ManagerTables>
  readonly pepper: Buffer
  readonly clock: () => number
  /** Uses a code up; true as well for whoever has no second factor. */
  readonly acceptCode: (administratorID: number, code: string | undefined) => Promise<boolean>
}

interface Attempt {
  readonly allowed: boolean
  /** Not allowed yet: others that are being looked at may clear the way. */
  readonly waits: boolean
}

/** How long so many wrong tries lock an account. */
const lockMinutes = (attempts: number, allowed: number): number | undefined =>
  ladderMinutes[Math.min(attempts - allowed, ladderMinutes.length - 1)]

/** The one gate for passwords and codes: whatever asks for either counts here, before it is looked at. */
export function createCredentials({ database, pepper, clock, acceptCode }: CredentialDependencies) {
  const isLocked = ({ unlockTime = 0 }: SigningIn): boolean => unlockTime > clock()
  const running = ({ attempted = 0, attemptsRunning }: SigningIn): number =>
    clock() - attempted < attemptLostMs ? attemptsRunning : 0

  /**
   * In a transaction of its own: a crash between the try and its answer still counts. The last free try locks the account at once, and
   * whichever of those that run is right opens it again.
   */
  async function reserve(user: SigningIn | undefined): Promise<Attempt> {
    return await database.transaction(async (transaction) => {
      const administrators = createAdministratorRepository(transaction)
      const now = clock()
      const { attemptsAllowed } = await settingsOf(transaction, user?.tenantID ?? primaryTenantID)
      const current = user && (await administrators.find(user.ID))
      if (current === undefined || isLocked(current)) {
        // A write as well, so that the time does not tell that there is nobody, or nobody to count.
        await administrators.countNobody()
        return { allowed: false, waits: current !== undefined && running(current) > 0 }
      }
      const attempts = (now - (current.attempted ?? now) >= attemptsForgottenMs ? 0 : current.attempts) + 1
      await administrators.beginAttempt(current.ID, { attempts, running: running(current) + 1, now })
      const minutes = lockMinutes(attempts, attemptsAllowed)
      if (minutes !== undefined) await administrators.lockUntil(current.ID, now + minutes * minuteMs)
      return { allowed: true, waits: false }
    })
  }

  /** Many right ones at once are not many wrong ones: whoever finds no free try waits for those that run. */
  async function reserveInTurn(user: SigningIn | undefined, first: Attempt): Promise<Attempt> {
    const deadline = performance.now() + turnMsMax
    if (user === undefined) return first
    let attempt = first
    while (attempt.waits && performance.now() < deadline) {
      await wait(turnPollMs)
      const current = await createAdministratorRepository(database.kysely).find(user.ID)
      if (current === undefined || !isLocked(current) || running(current) === 0) attempt = await reserve(user)
    }
    return attempt
  }

  /** The last of those that ran tells that nobody comes in any more. */
  async function settle(transaction: Transaction, { ID, tenantID }: SigningIn): Promise<string | undefined> {
    const administrators = createAdministratorRepository(transaction)
    await administrators.failAttempt(ID)
    const current = await administrators.find(ID)
    if (current === undefined || running(current) > 0) return undefined
    const { attemptsAllowed } = await settingsOf(transaction, tenantID)
    const minutes = lockMinutes(current.attempts, attemptsAllowed)
    return minutes === undefined ? undefined : `For ${minutes} min; wrong sign-ins: ${current.attempts}.`
  }

  async function tellFailure(userName: string, user: SigningIn | undefined, attempt: Attempt): Promise<void> {
    const target = {
      kind: 'administrator',
      ...(user && { ID: user.ID }),
      name: user?.username ?? withoutNul(userName),
    } as const
    const tenantID = user?.tenantID ?? primaryTenantID
    await database.transaction(async (transaction) => {
      await record(transaction, clock(), { event: 'authentication-failed', tenantID, target })
      const description = user && attempt.allowed ? await settle(transaction, user) : undefined
      if (description !== undefined)
        await record(transaction, clock(), { event: 'administrator-locked-out', tenantID, target, description })
    })
  }

  async function look(user: SigningIn | undefined, password: string, attempt: Attempt): Promise<boolean> {
    try {
      return await isPassword(pepper, password, user?.passwordHash)
    } catch (busy) {
      // Nothing was learnt from a try that there was no time to look at.
      if (user && attempt.allowed) await giveBack(user.ID)
      throw busy
    }
  }

  async function rehash(user: SigningIn, password: string): Promise<void> {
    if (!needsRehash(user.passwordHash)) return
    const fresh = await hashPassword(pepper, password)
    await createAdministratorRepository(database.kysely).rehash(user.ID, user.passwordHash, fresh)
  }

  const giveBack = (ID: number): Promise<void> =>
    database.transaction((transaction) => createAdministratorRepository(transaction).forgetOneAttempt(ID))

  return {
    /** Takes back a try that was right, where it led to no sign-in that would clear them all. */
    giveBack,
    /** Password and code of a sign-in. A code is used up only by whoever knows the password. */
    async prove(
      user: SigningIn | undefined,
      { userName, password, mfaCode }: { userName: string; password: string; mfaCode?: string | undefined },
    ): Promise<boolean> {
      const first = await reserve(user)
      // Looked at while waiting, so that the time tells nothing; what is seen counts only once there is a try for it.
      const right = await look(user, password, first)
      const attempt = await reserveInTurn(user, first)
      if (user?.active && attempt.allowed && right && (await acceptCode(user.ID, mfaCode))) {
        await rehash(user, password)
        return true
      }
      await tellFailure(userName, user, attempt)
      return false
    },
    /** Once more, by someone who is signed in: their password, or a code, or both. */
    async proveAgain(ID: number, given: { password?: string; mfaCode?: string }): Promise<boolean> {
      const user = await createAdministratorRepository(database.kysely).find(ID)
      if (user === undefined) return false
      const first = await reserve(user)
      const right = given.password === undefined || (await look(user, given.password, first))
      const attempt = await reserveInTurn(user, first)
      if (attempt.allowed && right && (given.mfaCode === undefined || (await acceptCode(ID, given.mfaCode)))) {
        await giveBack(ID)
        return true
      }
      await tellFailure(user.username, user, attempt)
      return false
    },
  }
}
export type Credentials = ReturnType<typeof createCredentials>
