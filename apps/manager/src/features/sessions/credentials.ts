import type { Database } from '@latchkey/database'
import type { ManagerTables } from '../../database/tables.ts'
import { record } from '../../events/system-events.ts'
import { createAdministratorRepository, type SigningIn } from '../../principals/administrator-repository.ts'
import { withoutNul } from '../../principals/folding.ts'
import { settingsOf } from '../../settings/settings.ts'
import { hashPassword, isPassword, needsRehash } from './password.ts'

const minuteMs = 60_000
const ladderMinutes = [1, 2, 4, 8, 15]
const attemptsForgottenMs = 12 * 60 * minuteMs
const primaryTenantID = 0

export interface CredentialDependencies {
  readonly database: Database<ManagerTables>
  readonly pepper: Buffer
  readonly clock: () => number
  /** Uses a code up; true as well for whoever has no second factor. */
  readonly acceptCode: (administratorID: number, code: string | undefined) => Promise<boolean>
}

interface Attempt {
  readonly allowed: boolean
  readonly attempts: number
  /** How long this one locks the account if it turns out wrong. */
  readonly minutes: number | undefined
}

/** The one gate for passwords and codes: whatever asks for either counts here, before it is looked at. */
export function createCredentials({ database, pepper, clock, acceptCode }: CredentialDependencies) {
  /** In a transaction of its own: a crash between the try and its answer still counts. */
  async function reserve(user: SigningIn | undefined): Promise<Attempt> {
    return await database.transaction(async (transaction) => {
      const administrators = createAdministratorRepository(transaction)
      const now = clock()
      const { attemptsAllowed } = await settingsOf(transaction, user?.tenantID ?? primaryTenantID)
      const current = user && (await administrators.find(user.ID))
      if (current === undefined || (current.unlockTime !== undefined && current.unlockTime > now)) {
        // A write as well, so that the time does not tell that there is nobody, or nobody to count.
        await administrators.countNobody()
        return { allowed: false, attempts: 0, minutes: undefined }
      }
      const attempts = (now - (current.attempted ?? now) >= attemptsForgottenMs ? 0 : current.attempts) + 1
      await administrators.setAttempts(current.ID, attempts, now)
      const minutes = ladderMinutes[Math.min(attempts - attemptsAllowed, ladderMinutes.length - 1)]
      if (minutes !== undefined) await administrators.lockUntil(current.ID, now + minutes * minuteMs)
      return { allowed: true, attempts, minutes }
    })
  }

  /** A try that there was no time to look at has locked the account all the same. */
  async function tellFailure(
    userName: string,
    user: SigningIn | undefined,
    attempt: Attempt & { readonly isLookedAt?: false },
  ): Promise<void> {
    const target = {
      kind: 'administrator',
      ...(user && { ID: user.ID }),
      name: user?.username ?? withoutNul(userName),
    } as const
    const tenantID = user?.tenantID ?? primaryTenantID
    await database.transaction(async (transaction) => {
      if (attempt.isLookedAt !== false)
        await record(transaction, clock(), { event: 'authentication-failed', tenantID, target })
      if (attempt.minutes !== undefined)
        await record(transaction, clock(), {
          event: 'administrator-locked-out',
          tenantID,
          target,
          description: `For ${attempt.minutes} minutes, after ${attempt.attempts} wrong sign-ins.`,
        })
    })
  }

  async function look(user: SigningIn | undefined, password: string, attempt: Attempt): Promise<boolean> {
    try {
      return await isPassword(pepper, password, user?.passwordHash)
    } catch (busy) {
      await tellFailure(user?.username ?? '', user, { ...attempt, isLookedAt: false })
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
      const attempt = await reserve(user)
      const right = await look(user, password, attempt)
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
      const attempt = await reserve(user)
      const right = given.password === undefined || (await look(user, given.password, attempt))
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
