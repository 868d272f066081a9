import { randomBytes } from 'node:crypto'
import { Refusal, type BrowserSession, type OwnSession, type SignIn } from '@latchkey/contract'
import type { Database } from '@latchkey/database'
import type { Actor, Recorder } from '../../activity/recorder.ts'
import type { Origin, Person } from '../../caller.ts'
import type { ConsoleTables } from '../../database/tables.ts'
import type { Live } from '../../live/live.ts'
import type { ManagerClient, ManagerCredentials } from '../../manager-client.ts'
import { describePerson, scopesAt, type SignedIn } from './person.ts'
import { createSessionRepository, type StoredBrowserSession } from './session-repository.ts'
import {
  absoluteMs,
  createSessionBox,
  fromStore,
  idleMs,
  isOver,
  isUnauthorized,
  sessionIDOf,
  signedOut,
  tokenDigest,
} from './session-store.ts'

const touchEveryMs = 60_000
const sessionsPerPersonMax = 5
const sweptAtOnceMax = 50
const system: Origin = { requestID: 'sweep', address: '', userAgent: '' }

interface SessionDependencies {
  readonly database: Database<ConsoleTables>
  readonly key: Buffer
  readonly clock: () => number
  readonly manager: ManagerClient
  readonly managerName: string
  readonly recorder: Recorder
  readonly live: Live
  readonly demo: boolean
  readonly onLost: (error: unknown) => void
}
type Ending = 'session.ended' | 'session.expired' | 'session.renewed'

export function createSessionService(dependencies: SessionDependencies) {
  const { database, clock, manager, managerName, recorder, live, demo, onLost } = dependencies
  const sessions = createSessionRepository(database.kysely)
  const box = createSessionBox(dependencies.key, managerName)
  const scopeOf = scopesAt(managerName)
  const describe = async (person: Parameters<typeof describePerson>[1]): Promise<BrowserSession> => ({
    ...(await describePerson(manager, person)),
    demo,
  })

  // The record first: from here on nobody is let in, whatever becomes of the manager's session.
  async function end(record: StoredBrowserSession, how: Ending, origin: Origin, reason?: string): Promise<void> {
    if (await fromStore(() => sessions.remove(record.digest))) await afterEnd(record, how, origin, reason)
  }
  async function afterEnd(record: StoredBrowserSession, how: Ending, origin: Origin, reason?: string): Promise<void> {
    const person = box.open(record)
    await live.endSession(record.digest)
    if (person === undefined) {
      const why = 'its record could not be opened'
      await recorder.record(undefined, origin, { action: how }, 'denied', why).catch(onLost)
      return
    }
    await Promise.all([
      manager.signOut(person.credentials),
      recorder.record(person, origin, { action: how }, 'ok', reason).catch(onLost),
    ])
  }

  /** Ends what nobody came back to, so that their sessions at the manager do not add up. */
  async function sweep(): Promise<void> {
    const now = clock()
    const over = await fromStore(() =>
      sessions.over({ created: now - absoluteMs, lastSeen: now - idleMs }, sweptAtOnceMax),
    )
    await Promise.all(over.map((record) => end(record, 'session.expired', system)))
  }

  /** Stores the new session in place of the one before, and of the person's oldest where there are too many. */
  function replace(record: StoredBrowserSession, previousToken: string | undefined): Promise<StoredBrowserSession[]> {
    return database.transaction(async (transaction) => {
      const stored = createSessionRepository(transaction)
      const previous = previousToken === undefined ? undefined : await stored.find(tokenDigest(previousToken))
      const theirs = (await stored.ofPerson(record.person)).filter((other) => other.digest !== previous?.digest)
      const oldest = theirs.slice(0, Math.max(0, theirs.length + 1 - sessionsPerPersonMax))
      const ended = previous ? [previous, ...oldest] : oldest
      for (const other of ended) await stored.remove(other.digest)
      await stored.add(record)
      return ended
    })
  }

  /** A session that is dead at the manager is dead here, from this answer on. */
  async function whileSignedIn<Result>(
    person: Person,
    origin: Origin,
    work: (credentials: ManagerCredentials) => Promise<Result>,
  ): Promise<Result> {
    try {
      return await work(person.credentials)
    } catch (error) {
      if (!isUnauthorized(error)) throw error
      if (await fromStore(() => sessions.remove(person.digest)))
        await recorder.record(person, origin, { action: 'session.expired' }, 'ok', 'ended at the manager').catch(onLost)
      await live.endSession(person.digest)
      throw new Refusal(401, 'Your session at the manager has ended. Sign in again.', {
        reason: 'session-ended',
        changed: 'no',
        cause: error,
      })
    }
  }

  /** The same session under a new token; undefined where it has ended meanwhile. */
  async function underNewToken(digest: string, origin: Origin): Promise<string | undefined> {
    const token = randomBytes(32).toString('base64url')
    const record = await fromStore(() => sessions.find(digest))
    const person = record && box.open(record)
    if (record === undefined || person === undefined) return undefined
    const { credentials, administratorID, userName, tenantName, address, userAgent } = person
    const signedIn = { credentials, administratorID, userName, address, userAgent, ...(tenantName && { tenantName }) }
    const renewed = { ...box.close(signedIn, tokenDigest(token), clock()), created: record.created }
    const isThere = await fromStore(() =>
      database.transaction(async (transaction) => {
        const stored = createSessionRepository(transaction)
        const wasThere = await stored.remove(digest)
        if (wasThere) await stored.add(renewed)
        return wasThere
      }),
    )
    if (!isThere) return undefined
    await recorder.record(person, origin, { action: 'session.renewed' }, 'ok').catch(onLost)
    return token
  }

  const actorFor = (body: Pick<SignIn, 'tenantName' | 'userName'>): Actor => ({
    scope: scopeOf(body.tenantName),
    userName: body.userName,
    ...(body.tenantName && { tenantName: body.tenantName }),
  })

  return {
    sweep,
    describe,
    whileSignedIn,

    /** Asks the manager who this is; nothing is stored yet. */
    async authenticate(body: SignIn, origin: Origin): Promise<SignedIn> {
      await sweep()
      try {
        const { credentials, administratorID } = await manager.signIn(body)
        const { address, userAgent } = origin
        const { userName, tenantName } = body
        return { credentials, administratorID, userName, address, userAgent, ...(tenantName && { tenantName }) }
      } catch (error) {
        const isDenied = error instanceof Refusal && [401, 403].includes(error.status)
        if (isDenied) await recorder.recordRefused(actorFor(body), origin, { action: 'session.refused' }).catch(onLost)
        throw error
      }
    },

    /** A new token at every sign-in; the record of the one before is gone from the store, not only from the browser. */
    async begin(
      given: SignedIn,
      previousToken: string | undefined,
      origin: Origin,
    ): Promise<{ token: string; session: BrowserSession }> {
      const token = randomBytes(32).toString('base64url')
      try {
        const session = await describe(given)
        // What somebody calls their tenant, where it is the one that needs no name, must not make it another.
        const { tenantName: _typed, ...nameless } = given
        const person: SignedIn = session.tenantName === undefined ? nameless : given
        const actor = { ...actorFor(person), administratorID: person.administratorID }
        await recorder.record(actor, origin, { action: 'session.begun' }, 'ok')
        const ended = await fromStore(() => replace(box.close(person, tokenDigest(token), clock()), previousToken))
        await Promise.all(ended.map((record) => afterEnd(record, 'session.ended', origin, 'another sign-in')))
        return { token, session }
      } catch (error) {
        // Nobody holds this session of the manager's, and ten of them shut the person out.
        await manager.signOut(given.credentials)
        throw isUnauthorized(error)
          ? new Refusal(502, 'The manager ended the session that it had just begun.', { cause: error })
          : error
      }
    },

    /** After a change of what proves who someone is. That is done: that this could not be must not look as if it were not. */
    renew: async ({ digest }: Person, origin: Origin): Promise<string | undefined> =>
      await underNewToken(digest, origin).catch((error: unknown) => {
        onLost(error)
        return undefined
      }),

    /** What a browser does by itself does not keep its person signed in. */
    async resume(token: string, origin: Origin, isPassive: boolean): Promise<Person> {
      const record = await fromStore(() => sessions.find(tokenDigest(token)))
      if (record === undefined) throw signedOut()
      const now = clock()
      const person = box.open(record)
      if (person === undefined || isOver(record, now)) {
        await end(record, 'session.expired', origin)
        throw signedOut()
      }
      if (!isPassive && now - record.lastSeen >= touchEveryMs) await fromStore(() => sessions.touch(record.digest, now))
      return person
    },

    /** Whether it would still let its browser in. */
    async isAlive(digest: string): Promise<boolean> {
      const record = await sessions.find(digest)
      return record !== undefined && !isOver(record, clock())
    },

    async end({ digest }: Person, origin: Origin): Promise<void> {
      const record = await fromStore(() => sessions.find(digest))
      if (record) await end(record, 'session.ended', origin)
    },

    async list({ owner, digest }: Person): Promise<OwnSession[]> {
      const records = (await fromStore(() => sessions.ofPerson(owner))).filter((record) => !isOver(record, clock()))
      return records.map((record) => {
        const { address = '', userAgent = '' } = box.open(record) ?? {}
        const { created: begun, lastSeen } = record
        return {
          sessionID: sessionIDOf(record.digest),
          begun,
          lastSeen,
          address,
          userAgent,
          current: record.digest === digest,
        }
      })
    },
    /** Of the person's own: this one, or all but the one that asks. */
    async endOwn({ owner, digest }: Person, origin: Origin, sessionID?: string): Promise<void> {
      const records = await fromStore(() => sessions.ofPerson(owner))
      const ending = records.filter((record) =>
        sessionID === undefined ? record.digest !== digest : sessionIDOf(record.digest) === sessionID,
      )
      if (ending.length === 0 && sessionID !== undefined) throw new Refusal(404, 'There is no such session.')
      await Promise.all(ending.map((record) => end(record, 'session.ended', origin, 'ended from another browser')))
    },
    /** In the name of someone who need not be here: any session of theirs that the manager still knows. */
    asOwner:
      (owner: string) =>
      async <Result>(work: (credentials: ManagerCredentials) => Promise<Result>): Promise<Result> => {
        const records = await fromStore(() => sessions.ofPerson(owner))
        for (const record of records.toReversed()) {
          const person = isOver(record, clock()) ? undefined : box.open(record)
          if (person === undefined) continue
          try {
            return await whileSignedIn(person, system, work)
          } catch (error) {
            if (!isUnauthorized(error)) throw error
          }
        }
        throw signedOut()
      },
  }
}
export type SessionService = ReturnType<typeof createSessionService>
