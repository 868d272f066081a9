import type { ManagerCredentials } from './manager-client.ts'

/** A person with a browser session, for as long as one request. */
export interface Person {
  /** Which browser session. */
  readonly digest: string
  /** Which user of which tenant, the same in every browser of theirs. */
  readonly owner: string
  /** Which tenant of which manager: nobody sees what is kept for another. */
  readonly scope: string
  readonly administratorID: number
  readonly userName: string
  readonly tenantName?: string | undefined
  readonly credentials: ManagerCredentials
}

/** Where a request came from. */
export interface Origin {
  readonly requestID: string
  readonly address: string
  readonly userAgent: string
}

/** Whoever calls, and how to work in their name: a session that is dead at the manager ends there. */
export interface Caller {
  readonly person: Person
  readonly origin: Origin
  /** Undefined where the manager does not let people read what they may do: then it decides, call by call. */
  readonly rights: () => Promise<ReadonlySet<string> | undefined>
  readonly asPerson: <Result>(work: (credentials: ManagerCredentials) => Promise<Result>) => Promise<Result>
}
