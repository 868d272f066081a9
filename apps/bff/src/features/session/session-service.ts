import { createHash, randomBytes } from 'node:crypto'
import { localeSchema, Refusal, roleSchema, type BrowserSession, type SignIn } from '@latchkey/contract'
import type { Database } from '@latchkey/database'
import { z } from 'zod'
import type { ConsoleTables } from '../../database/tables.ts'
import type { ManagerClient, ManagerCredentials } from '../../manager-client.ts'
import { seal, unseal } from './seal.ts'
import { createSessionRepository, type StoredBrowserSession } from './session-repository.ts'

const minuteMs = 60_000
const idleMs = 15 * minuteMs
const absoluteMs = 8 * 60 * minuteMs
const touchEveryMs = minuteMs
const sessionsPerPersonMax = 5

const sealedSchema = z.object({
  credentials: z.object({ sID: z.string(), RID: z.string() }),
  administratorID: z.number(),
  userName: z.string(),
  tenantName: z.string().optional(),
})
const ownUserSchema = z.looseObject({
  roleID: z.int(),
  locale: localeSchema.optional(),
  timeZone: z.string().optional(),
})

/** A person with a browser session, for as long as one request. */
export interface Person extends z.infer<typeof sealedSchema> {
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
  const open = ({ digest, sealed }: StoredBrowserSession): Person | undefined => {
    const text = unseal(key, digest, sealed)
    return text === undefined ? undefined : { ...sealedSchema.parse(JSON.parse(text)), digest }
  }

  async function endRecord(record: StoredBrowserSession): Promise<void> {
    await createSessionRepository(database.kysely).remove(record.digest)
    const person = open(record)
    if (person) await manager.signOut(person.credentials)
  }

  /** Read as the person themselves; what the manager does not let them read is absent. */
  async function describe({ userName, administratorID, tenantName, credentials }: Person): Promise<BrowserSession> {
    const user = await allowed(
      manager.parsed({ method: 'GET', path: `/administrators/${administratorID}`, changes: false }, credentials),
    )
    const own = ownUserSchema.safeParse(user)
    const role = own.success
      ? await allowed(manager.parsed({ method: 'GET', path: `/roles/${own.data.roleID}`, changes: false }, credentials))
      : undefined
    const held = roleSchema.pick({ ID: true, name: true, rights: true }).safeParse(role)
    return {
      userName,
      administratorID,
      ...(tenantName !== undefined && { tenantName }),
      ...(own.data?.locale && { locale: own.data.locale }),
      ...(own.data?.timeZone && { timeZone: own.data.timeZone }),
      ...(held.success && { role: held.data }),
      demo,
    }
  }

  return {
    describe,
    /** A new token at every sign-in; the record of the one before is gone from the store, not only from the browser. */
    async signIn(body: SignIn, previousToken: string | undefined): Promise<{ token: string; session: BrowserSession }> {
      const { credentials, session } = await manager.signIn(body)
      const token = randomBytes(32).toString('base64url')
      const digest = tokenDigest(token)
      const content: z.infer<typeof sealedSchema> = {
        credentials,
        administratorID: session.administratorID,
        userName: body.userName,
        ...(body.tenantName && { tenantName: body.tenantName }),
      }
      const now = clock()
      const person = `${body.tenantName ?? ''}\n${session.administratorID}`
      const ended = await database.transaction(async (transaction) => {
        const sessions = createSessionRepository(transaction)
        await sessions.removeOver(now - absoluteMs, now - idleMs)
        const previous = previousToken === undefined ? undefined : await sessions.find(tokenDigest(previousToken))
        const theirs = (await sessions.ofPerson(person)).filter(({ digest: other }) => other !== previous?.digest)
        const over = [
          ...(previous ? [previous] : []),
          ...theirs.slice(0, Math.max(0, theirs.length + 1 - sessionsPerPersonMax)),
        ]
        for (const { digest: other } of over) await sessions.remove(other)
        await sessions.add({
          digest,
          person,
          sealed: seal(key, digest, JSON.stringify(content)),
          created: now,
          lastSeen: now,
        })
        return over
      })
      for (const record of ended) await endRecord(record)
      return { token, session: await describe({ ...content, digest }) }
    },
    async resume(token: string): Promise<Person> {
      const sessions = createSessionRepository(database.kysely)
      const record = await sessions.find(tokenDigest(token))
      if (record === undefined) throw signedOut()
      const now = clock()
      const person = open(record)
      if (person === undefined || record.created + absoluteMs <= now || record.lastSeen + idleMs <= now) {
        await endRecord(record)
        throw signedOut()
      }
      if (now - record.lastSeen >= touchEveryMs) await sessions.touch(record.digest, now)
      return person
    },
    async end({ digest, credentials }: Pick<Person, 'digest' | 'credentials'>): Promise<void> {
      await createSessionRepository(database.kysely).remove(digest)
      await manager.signOut(credentials)
    },
    /** A manager session that is dead ends ours with it, once. */
    async whileSignedIn<Result>(
      person: Person,
      work: (credentials: ManagerCredentials) => Promise<Result>,
    ): Promise<Result> {
      try {
        return await work(person.credentials)
      } catch (error) {
        if (!(error instanceof Refusal) || error.status !== 401) throw error
        await createSessionRepository(database.kysely).remove(person.digest)
        throw signedOut()
      }
    },
  }
}
export type SessionService = ReturnType<typeof createSessionService>

const tokenDigest = (token: string): string => createHash('sha256').update(token).digest('base64')
export const signedOut = (): Refusal => new Refusal(401, 'You are not signed in, or your session has ended.')

async function allowed(reading: Promise<unknown>): Promise<unknown> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof Refusal && (error.status === 403 || error.status === 404)) return undefined
    throw error
  }
}
