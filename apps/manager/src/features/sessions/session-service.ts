import { createHash, randomBytes } from 'node:crypto'
import { Refusal, type ManagerSession, type SignIn } from '@latchkey/contract'
import type { Database } from '@latchkey/database'
import type { Caller } from '../../caller.ts'
import type { ManagerTables } from '../../database/tables.ts'
import { createAdministratorRepository, type SigningIn } from '../../principals/administrator-repository.ts'
import { withoutNul } from '../../principals/folding.ts'
import { createHeldRoleRepository } from '../../principals/held-role-repository.ts'
import { record } from '../../events/system-events.ts'
import { isPassword } from './password.ts'
import { createSessionRepository, type StoredSession } from './session-repository.ts'

const minuteMs = 60_000
const idleMs = 30 * minuteMs
const sessionsMax = 10
const attemptsAllowed = 5
const ladderMinutes = [1, 2, 4, 8, 15]
const touchEveryMs = minuteMs
const attemptsForgottenMs = 12 * 60 * minuteMs
const primaryTenantName = 'primary'

export interface SessionServiceDependencies {
  readonly database: Database<ManagerTables>
  readonly pepper: Buffer
  readonly clock: () => number
  readonly profile: 'full' | 'stock'
}

/** What is given to the client and never stored. */
export interface StartedSession {
  readonly sID: string
  readonly session: ManagerSession
}

export function createSessionService({ database, pepper, clock, profile }: SessionServiceDependencies) {
  /** Counts the try before the password is looked at, in a transaction of its own: a crash in between still counts. */
  async function reserve(user: SigningIn | undefined): Promise<boolean> {
    return await database.transaction(async (transaction) => {
      const administrators = createAdministratorRepository(transaction)
      const now = clock()
      const current = user && (await administrators.find(user.ID))
      if (current === undefined || (current.unlockTime !== undefined && current.unlockTime > now)) {
        // A write as well, so that the time does not tell that there is nobody, or nobody to count.
        await administrators.countNobody()
        return false
      }
      const attempts = (now - (current.attempted ?? now) >= attemptsForgottenMs ? 0 : current.attempts) + 1
      await administrators.setAttempts(current.ID, attempts, now)
      const step = attempts - attemptsAllowed
      const minutes = ladderMinutes[Math.min(step, ladderMinutes.length - 1)]
      if (minutes !== undefined) await administrators.lockUntil(current.ID, now + minutes * minuteMs)
      return true
    })
  }

  async function refused(userName: string, user: SigningIn | undefined): Promise<never> {
    await database.transaction((transaction) =>
      record(transaction, clock(), {
        event: 'authentication-failed',
        tenantID: user?.tenantID ?? 0,
        target: { kind: 'administrator', ...(user && { ID: user.ID }), name: user?.username ?? withoutNul(userName) },
      }),
    )
    throw new Refusal(
      401,
      'The sign-in was refused: the user name, password or code is wrong, or the account is locked.',
    )
  }

  async function start(user: SigningIn, withRid: boolean): Promise<StartedSession> {
    const role = await createHeldRoleRepository(database.kysely).find(user.tenantID, user.roleID)
    if (role === undefined || !maySignIn(role.allowUserInterface, role.allowWebService))
      throw new Refusal(
        403,
        'Not authorized to sign in: the role allows neither the user interface nor the web service API.',
        { reason: 'no-right' },
      )
    const [sID, RID] = [newToken(), newToken()]
    const now = clock()
    await database.transaction(async (transaction) => {
      const sessions = createSessionRepository(transaction)
      await sessions.removeIdle(now - idleMs)
      if ((await sessions.countOf(user.ID, now - idleMs)) >= sessionsMax)
        throw new Refusal(
          403,
          `Not authorized to sign in: the user has ${sessionsMax} sessions already (MaxSessionsException).`,
        )
      await createAdministratorRepository(transaction).signedIn(user.ID, now)
      await sessions.add({
        digest: tokenDigest(sID),
        tenantID: user.tenantID,
        administratorID: user.ID,
        ridDigest: withRid ? tokenDigest(RID) : undefined,
        created: now,
        lastActivity: now,
      })
      await record(transaction, now, happening('signed-in', user))
    })
    return {
      sID,
      session: { administratorID: user.ID, created: now, lastActivity: now, accessType: 'webService', RID },
    }
  }

  const maySignIn = (userInterface: boolean, webService: boolean) => webService || (userInterface && profile === 'full')

  return {
    async signIn(
      { userName, password, tenantName }: SignIn,
      { withRid }: { withRid: boolean },
    ): Promise<StartedSession> {
      const user = await createAdministratorRepository(database.kysely).findByName(
        tenantName ?? primaryTenantName,
        userName,
      )
      const allowed = await reserve(user)
      const right = await isPassword(pepper, password, user?.passwordHash)
      if (user === undefined || !allowed || !right || !user.active) return await refused(userName, user)
      return await start(user, withRid)
    },
    /** The caller behind a session, or undefined where there is none any more. */
    async resume(sID: string): Promise<{ caller: Caller; session: StoredSession } | undefined> {
      const sessions = createSessionRepository(database.kysely)
      const session = await sessions.find(tokenDigest(sID))
      const now = clock()
      if (session === undefined || session.lastActivity <= now - idleMs) return undefined
      const user = await createAdministratorRepository(database.kysely).find(session.administratorID)
      const role = user && (await createHeldRoleRepository(database.kysely).find(user.tenantID, user.roleID))
      if (!user?.active || role === undefined) return undefined
      if (now - session.lastActivity > touchEveryMs) await sessions.touch(session.digest, now)
      const { tenantID, ID, username, locale, timeZone } = user
      return {
        caller: {
          kind: 'administrator',
          tenantID,
          ID,
          name: username,
          locale,
          timeZone,
          role,
          session: session.digest,
        },
        session,
      }
    },
    async end({ session, tenantID, ID, name }: Caller): Promise<void> {
      if (session === undefined) throw new Refusal(403, 'Not authorized to end a session: an API key has none.')
      await database.transaction(async (transaction) => {
        await createSessionRepository(transaction).remove(session)
        await record(transaction, clock(), happening('signed-out', { tenantID, ID, username: name }))
      })
    },
  }
}
export type SessionService = ReturnType<typeof createSessionService>

// Digits and capital letters only: scripts carry it unquoted through shells, queries and cookies.
const newToken = () => randomBytes(16).toString('hex').toUpperCase()
export const tokenDigest = (token: string): string => createHash('sha256').update(token).digest('base64')

const happening = (
  event: 'signed-in' | 'signed-out',
  { tenantID, ID, username }: Pick<SigningIn, 'tenantID' | 'ID' | 'username'>,
) => ({ event, tenantID, by: { ID, name: username }, target: { kind: 'administrator', ID, name: username } }) as const
