import { createHash, randomBytes } from 'node:crypto'
import { Refusal, type BrowserSession, type SignIn } from '@latchkey/contract'
import { DatabaseUnavailable, DiskFull, OutcomeUnknown, StorageFault, type Database } from '@latchkey/database'
import type { ConsoleTables } from '../../database/tables.ts'
import type { ManagerClient, ManagerCredentials } from '../../manager-client.ts'
import { describePerson, personSchema, type SignedIn } from './person.ts'
import { seal, unseal } from './seal.ts'
import { createSessionRepository, type StoredBrowserSession } from './session-repository.ts'

const minuteMs = 60_000
const idleMs = 15 * minuteMs
const absoluteMs = 8 * 60 * minuteMs
const touchEveryMs = minuteMs
const sessionsPerPersonMax = 5
const sweptAtOnceMax = 50

/** A person with a browser session, for as long as one request. */
export interface Person extends SignedIn {
  readonly digest: string
}

interface SessionDependencies {
  readonly database: Database<ConsoleTables>
  readonly key: Buffer
  readonly clock: () => number
  readonly manager: ManagerClient
  readonly demo: boolean
}

export function createSessionService({ database, key, clock, manager, demo }: SessionDependencies) {
  const sessions = createSessionRepository(database.kysely)

  const open = ({ digest, sealed }: StoredBrowserSession): Person | undefined => {
    const text = unseal(key, digest, sealed)
    return text === undefined ? undefined : { ...personSchema.parse(JSON.parse(text)), digest }
  }
  const isOver = ({ created, lastSeen }: StoredBrowserSession, now: number) =>
    created + absoluteMs <= now || lastSeen + idleMs <= now

  // The record first: from here on nobody is let in, whatever becomes of the manager's session.
  async function end(record: StoredBrowserSession): Promise<void> {
    if (!(await sessions.remove(record.digest))) return
    await endAtManager(record)
  }
  async function endAtManager(record: StoredBrowserSession): Promise<void> {
    const person = open(record)
    if (person) await manager.signOut(person.credentials)
  }

  /** Ends what nobody came back to, so that their sessions at the manager do not add up. */
  async function sweep(): Promise<void> {
    const now = clock()
    const over = await fromStore(() =>
      sessions.over({ created: now - absoluteMs, lastSeen: now - idleMs }, sweptAtOnceMax),
    )
    await Promise.all(over.map(end))
  }

  /** Stores the new session in place of the one before, and of the person's oldest where there are too many. */
  function replace(
    person: SignedIn,
    token: string,
    previousToken: string | undefined,
  ): Promise<StoredBrowserSession[]> {
    const digest = tokenDigest(token)
    const owner = ownerOf(person)
    const record = {
      digest,
      person: owner,
      sealed: seal(key, digest, JSON.stringify(person)),
      created: clock(),
      lastSeen: clock(),
    }
    return database.transaction(async (transaction) => {
      const stored = createSessionRepository(transaction)
      const previous = previousToken === undefined ? undefined : await stored.find(tokenDigest(previousToken))
      const theirs = (await stored.ofPerson(owner)).filter((other) => other.digest !== previous?.digest)
      const oldest = theirs.slice(0, Math.max(0, theirs.length + 1 - sessionsPerPersonMax))
      const ended = previous ? [previous, ...oldest] : oldest
      for (const other of ended) await stored.remove(other.digest)
      await stored.add(record)
      return ended
    })
  }

  return {
    sweep,
    describe: async (person: SignedIn): Promise<BrowserSession> => ({
      ...(await describePerson(manager, person)),
      demo,
    }),

    /** Asks the manager who this is; nothing is stored yet. */
    async authenticate(body: SignIn): Promise<SignedIn> {
      await sweep()
      const { credentials, administratorID } = await manager.signIn(body)
      return {
        credentials,
        administratorID,
        userName: body.userName,
        ...(body.tenantName && { tenantName: body.tenantName }),
      }
    },

    /** A new token at every sign-in; the record of the one before is gone from the store, not only from the browser. */
    async begin(
      person: SignedIn,
      previousToken: string | undefined,
    ): Promise<{ token: string; session: BrowserSession }> {
      const token = randomBytes(32).toString('base64url')
      try {
        const session = { ...(await describePerson(manager, person)), demo }
        const ended = await fromStore(() => replace(person, token, previousToken))
        await Promise.all(ended.map(endAtManager))
        return { token, session }
      } catch (error) {
        // Nobody holds this session of the manager's, and ten of them shut the person out.
        await manager.signOut(person.credentials)
        throw isUnauthorized(error)
          ? new Refusal(502, 'The manager ended the session that it had just begun.', { cause: error })
          : error
      }
    },

    async resume(token: string): Promise<Person> {
      const record = await fromStore(() => sessions.find(tokenDigest(token)))
      if (record === undefined) throw signedOut()
      const now = clock()
      const person = open(record)
      if (person === undefined || isOver(record, now)) {
        await fromStore(() => end(record))
        throw signedOut()
      }
      if (now - record.lastSeen >= touchEveryMs) await fromStore(() => sessions.touch(record.digest, now))
      return person
    },

    async end({ digest, credentials }: Person): Promise<void> {
      await fromStore(() => sessions.remove(digest))
      await manager.signOut(credentials)
    },

    /** A session that is dead at the manager is dead here, from this answer on. */
    async whileSignedIn<Result>(
      { digest, credentials }: Person,
      work: (credentials: ManagerCredentials) => Promise<Result>,
    ): Promise<Result> {
      try {
        return await work(credentials)
      } catch (error) {
        if (!isUnauthorized(error)) throw error
        await fromStore(() => sessions.remove(digest))
        throw signedOut()
      }
    },
  }
}
export type SessionService = ReturnType<typeof createSessionService>

const tokenDigest = (token: string): string => createHash('sha256').update(token).digest('base64')
export const signedOut = (): Refusal => new Refusal(401, 'You are not signed in, or your session has ended.')

const isUnauthorized = (error: unknown): boolean => error instanceof Refusal && error.status === 401
const ownerOf = ({ tenantName, administratorID }: SignedIn): string =>
  `${(tenantName ?? '').normalize('NFKC').toLowerCase()}\n${administratorID}`

/** Whatever the store does, the answer is never "nobody is signed in": an error that we do not know is one of the store too. */
async function fromStore<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    const isKnown = [Refusal, DatabaseUnavailable, DiskFull, OutcomeUnknown, StorageFault].some(
      (known) => error instanceof known,
    )
    throw isKnown ? error : new DatabaseUnavailable('The sessions cannot be read.', error)
  }
}
