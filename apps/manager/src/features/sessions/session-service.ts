import { hash, randomBytes } from 'node:crypto'
import { Refusal, type ManagerSession, type OpenSession, type SignIn } from '@latchkey/contract'
import { DiskFull, type Database } from '@latchkey/database'
import { primaryTenantID, requireRight, type Caller } from '../../caller.ts'
import type { ManagerTables, Transaction } from '../../database/tables.ts'
import { record } from '../../events/system-events.ts'
import { createAdministratorRepository, type SigningIn } from '../../principals/administrator-repository.ts'
import { requireManageable } from '../../principals/held-role.ts'
import { createHeldRoleRepository } from '../../principals/held-role-repository.ts'
import { settingsOf, type Settings } from '../../settings/settings.ts'
import type { Credentials } from './credentials.ts'
import { createSessionRepository, type OpenSince, type StoredSession } from './session-repository.ts'

const touchEveryMs = 60_000
const idleShare = 10
const timedOutAtOnce = 100
const rightToEdit = 'platformRights.administratorRights.canEditAdministratorProperties'

export interface SessionServiceDependencies {
  readonly database: Database<ManagerTables>
  readonly clock: () => number
  readonly profile: 'full' | 'stock'
  readonly credentials: Credentials
  /** Checks a new password against the rules and sets it. */
  readonly replacePassword: (user: SigningIn, password: string) => Promise<void>
}

/** What is given to the client and never stored. */
export interface StartedSession {
  readonly sID: string
  readonly session: ManagerSession
}

export function createSessionService(dependencies: SessionServiceDependencies) {
  const { database, clock, profile, credentials, replacePassword } = dependencies
  const stored = createSessionRepository(database.kysely)

  async function start(user: SigningIn, withRid: boolean): Promise<StartedSession> {
    const role = await createHeldRoleRepository(database.kysely).find(user.tenantID, user.roleID)
    if (role === undefined || !maySignIn(role.allowUserInterface, role.allowWebService))
      throw new Refusal(
        403,
        profile === 'full'
          ? 'Not authorized to sign in: the role allows neither the user interface nor the web service API.'
          : 'Not authorized to sign in: the role does not allow the web service API.',
        { reason: 'no-right' },
      )
    const [sID, RID] = [newToken(), newToken()]
    const now = clock()
    await database.transaction(async (transaction) => {
      await makeRoom(transaction, user, now)
      await createAdministratorRepository(transaction).signedIn(user.ID, now)
      await createSessionRepository(transaction).add({
        digest: tokenDigest(sID),
        handle: randomBytes(16).toString('hex'),
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

  /** An expired password still proves who it is, so its holder may replace it, and is told; not so by a stock manager. */
  async function refuseExpired(user: SigningIn, newPassword: string | undefined): Promise<void> {
    const { passwordMs } = await settingsOf(database.kysely, user.tenantID)
    if (passwordMs === undefined || user.passwordNeverExpires) return
    if (clock() - user.lastPasswordChange < passwordMs) return
    if (profile === 'stock') throw refused()
    if (newPassword !== undefined) return await replacePassword(user, newPassword)
    throw new Refusal(403, 'Not authorized to sign in: the password has expired. Send a new one as newPassword.', {
      reason: 'expired',
    })
  }

  /** For good, although a longer time-out were set later. */
  async function endTimedOut({ digest, tenantID, administratorID }: StoredSession): Promise<undefined> {
    await database.transaction(async (transaction) => {
      const sessions = createSessionRepository(transaction)
      const user = await createAdministratorRepository(transaction).find(administratorID)
      // Someone else may have told it in the meantime.
      if (user === undefined || (await sessions.find(digest)) === undefined) return
      await sessions.remove(digest)
      await record(transaction, clock(), happening('timed-out', { ...user, tenantID }))
    })
  }

  return {
    async signIn(given: SignIn, { withRid }: { withRid: boolean }): Promise<StartedSession> {
      const { userName, password, tenantName = '', mfaCode, newPassword } = given
      // The primary one by its number: whatever its name is by now, and whoever else may have that name.
      const tenant = tenantName.trim() === '' ? primaryTenantID : tenantName
      const user = await createAdministratorRepository(database.kysely).findByName(tenant, userName)
      if (!(await credentials.prove(user, { userName, password, mfaCode })) || user === undefined) throw refused()
      try {
        await refuseExpired(user, newPassword)
        return await start(user, withRid)
      } catch (error) {
        if (error instanceof Refusal) await credentials.giveBack(user.ID)
        throw error
      }
    },
    /** The caller behind a session, or undefined where there is none any more. */
    async resume(sID: string): Promise<{ caller: Caller; session: StoredSession } | undefined> {
      const found = await stored.findWithUser(tokenDigest(sID))
      if (found === undefined) return undefined
      const { session, user } = found
      const now = clock()
      const settings = await settingsOf(database.kysely, session.tenantID)
      if (!isOpen(session, openSince(settings, now))) return await endTimedOut(session)
      if (!user.isActive) return undefined
      if (now - session.lastActivity > touchMs(settings)) await stored.touch(session.digest, now).catch(unlessFull)
      const caller = {
        kind: 'administrator',
        tenantID: session.tenantID,
        ID: session.administratorID,
        name: user.username,
        locale: user.locale,
        timeZone: user.timeZone,
        role: user.role,
        session: session.digest,
      } as const
      return { caller, session }
    },
    async end({ session, tenantID, ID, name }: Caller): Promise<void> {
      if (session === undefined) throw new Refusal(403, 'Not authorized to end a session: an API key has none.')
      await database.transaction(async (transaction) => {
        await createSessionRepository(transaction).remove(session)
        await record(transaction, clock(), happening('signed-out', { tenantID, ID, username: name }))
      })
    },
    async list(caller: Caller, administratorID = caller.ID): Promise<OpenSession[]> {
      if (administratorID !== caller.ID) requireRight(caller, rightToEdit)
      const since = openSince(await settingsOf(database.kysely, caller.tenantID), clock())
      const open = await stored.openOf(caller.tenantID, administratorID, since)
      return open.map(({ digest, handle, administratorID: of, created, lastActivity }) => ({
        handle,
        administratorID: of,
        created,
        lastActivity,
        accessType: 'webService',
        current: digest === caller.session,
      }))
    },
    async endByHandle(caller: Caller, handle: string): Promise<void> {
      await database.transaction(async (transaction) => {
        const sessions = createSessionRepository(transaction)
        const found = await sessions.findByHandle(caller.tenantID, handle)
        // Whoever may not end those of others is not told which there are.
        if (found?.administratorID !== caller.ID) requireRight(caller, rightToEdit)
        const user = found && (await createAdministratorRepository(transaction).find(found.administratorID))
        if (user === undefined || found === undefined) throw new Refusal(404, 'The session does not exist.')
        const role = await createHeldRoleRepository(transaction).find(user.tenantID, user.roleID)
        if (role) requireManageable(caller.role, role)
        await sessions.remove(found.digest)
        await record(transaction, clock(), { ...happening('signed-out', user), by: caller })
      })
    },
    /** Sessions that ended by themselves are told once and forgotten, a few at a time; true where there may be more. */
    async tellTimedOut(tenantID: number): Promise<boolean> {
      return await database.transaction(async (transaction) => {
        const sessions = createSessionRepository(transaction)
        const since = openSince(await settingsOf(transaction, tenantID), clock())
        const ended = await sessions.timedOut(tenantID, since, timedOutAtOnce)
        for (const { digest, administratorID: ID, username } of ended) {
          await sessions.remove(digest)
          await record(transaction, clock(), happening('timed-out', { tenantID, ID, username }))
        }
        return ended.length === timedOutAtOnce
      })
    },
  }
}
export type SessionService = ReturnType<typeof createSessionService>
/** Beyond the number that is set, either nobody more comes in or the oldest goes. */
async function makeRoom(transaction: Transaction, user: SigningIn, now: number): Promise<void> {
  const sessions = createSessionRepository(transaction)
  const settings = await settingsOf(transaction, user.tenantID)
  const { sessionsMax = Infinity, endsOldestSession } = settings
  const open = await sessions.openOf(user.tenantID, user.ID, openSince(settings, now))
  if (open.length < sessionsMax) return
  if (!endsOldestSession)
    throw new Refusal(
      403,
      `Not authorized to sign in: the user has ${sessionsMax} sessions already (MaxSessionsException).`,
    )
  for (const { digest } of open.slice(0, open.length - sessionsMax + 1)) {
    await sessions.remove(digest)
    await record(transaction, now, {
      ...happening('timed-out', user),
      description: `The oldest of ${sessionsMax} sessions made room for a new one.`,
    })
  }
}

const openSince = ({ sessionIdleMs, sessionMs }: Settings, now: number): OpenSince => ({
  usedSince: sessionIdleMs === undefined ? undefined : now - sessionIdleMs,
  madeSince: sessionMs === undefined ? undefined : now - sessionMs,
})

const isOpen = ({ lastActivity, created }: StoredSession, { usedSince = -1, madeSince = -1 }: OpenSince): boolean =>
  lastActivity > usedSince && created > madeSince

/** The same for everyone who is not let in, whatever the cause. */
const refused = () =>
  new Refusal(401, 'The sign-in was refused: the user name, password or code is wrong, or the account is locked.')

/** A full disk is no reason not to read. */
function unlessFull(error: unknown): void {
  if (!(error instanceof DiskFull)) throw error
}

/** How old the last activity may grow before it is written anew: little beside the time-out. */
const touchMs = ({ sessionIdleMs = Infinity }: Settings): number => Math.min(touchEveryMs, sessionIdleMs / idleShare)

// Digits and capital letters only: scripts carry it unquoted through shells, queries and cookies.
const newToken = () => randomBytes(16).toString('hex').toUpperCase()
export const tokenDigest = (token: string): string => hash('sha256', token, 'base64')

const happening = (
  event: 'signed-in' | 'signed-out' | 'timed-out',
  { tenantID, ID, username }: Pick<SigningIn, 'tenantID' | 'ID' | 'username'>,
) => ({ event, tenantID, by: { ID, name: username }, target: { kind: 'administrator', ID, name: username } }) as const
