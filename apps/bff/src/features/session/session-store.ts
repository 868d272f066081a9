import { createSecretKey, hash } from 'node:crypto'
import { Refusal } from '@latchkey/contract'
import { DatabaseUnavailable, DiskFull, OutcomeUnknown, StorageFault } from '@latchkey/database'
import type { Person } from '../../caller.ts'
import { ownerOf, scopesAt, signedInSchema, type SignedIn } from './person.ts'
import { seal, unseal } from './seal.ts'
import type { StoredBrowserSession } from './session-repository.ts'

const minuteMs = 60_000
export const idleMs = 15 * minuteMs
export const absoluteMs = 8 * 60 * minuteMs

export const tokenDigest = (token: string): string => hash('sha256', token, 'base64')
/** The name of a session for the person whose it is: enough of its digest, and of no use without the token. */
export const sessionIDOf = (digest: string): string => Buffer.from(digest, 'base64').toString('base64url').slice(0, 22)

export interface OpenedSession extends Person {
  readonly address: string
  readonly userAgent: string
}

/** Turns records into people and back; a record that was changed, moved or sealed under another key is nobody. */
export function createSessionBox(masterKey: Buffer, managerName: string) {
  const key = createSecretKey(masterKey)
  const scopeOf = scopesAt(managerName)
  return {
    open: ({ digest, sealed }: StoredBrowserSession): OpenedSession | undefined => {
      const text = unseal(key, digest, sealed)
      if (text === undefined) return undefined
      const signedIn = signedInSchema.parse(JSON.parse(text))
      const scope = scopeOf(signedIn.tenantName)
      return { ...signedIn, digest, scope, owner: ownerOf(scope, signedIn.administratorID) }
    },
    close: (signedIn: SignedIn, digest: string, now: number): StoredBrowserSession => ({
      digest,
      person: ownerOf(scopeOf(signedIn.tenantName), signedIn.administratorID),
      sealed: seal(key, digest, JSON.stringify(signedIn)),
      created: now,
      lastSeen: now,
    }),
  }
}

export const isOver = ({ created, lastSeen }: StoredBrowserSession, now: number): boolean =>
  created + absoluteMs <= now || lastSeen + idleMs <= now

export const signedOut = (): Refusal => new Refusal(401, 'You are not signed in, or your session has ended.')
export const isUnauthorized = (error: unknown): boolean => error instanceof Refusal && error.status === 401

/** Whatever the store does, the answer is never "nobody is signed in": an error that we do not know is one of the store too. */
export async function fromStore<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    const isKnown = [Refusal, DatabaseUnavailable, DiskFull, OutcomeUnknown, StorageFault].some(
      (known) => error instanceof known,
    )
    throw isKnown ? error : new DatabaseUnavailable('The sessions cannot be read.', error)
  }
}
