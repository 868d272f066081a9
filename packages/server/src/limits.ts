/** How much is answered before the rest is 429, by the names with which a start sets it. */
export interface Limits {
  /** Calls of the manager a minute: of one key or person, of one tenant, and of all that one process answers. */
  readonly key: number
  readonly tenant: number
  readonly node: number
  /** Failed sign-ins of one address, in a minute and in an hour. */
  readonly 'sign-ins': number
  readonly 'sign-ins-hour': number
  /** Calls of one browser session: a second, and at once. */
  readonly calls: number
  readonly burst: number
  /** Secrets of one person: in a minute, and at the same time. */
  readonly secrets: number
  readonly running: number
  /** Reports of a browser's policy from one address in a minute. */
  readonly reports: number
}

export const standardLimits: Limits = {
  key: 500,
  tenant: 1000,
  node: 5000,
  'sign-ins': 20,
  'sign-ins-hour': 200,
  calls: 50,
  burst: 200,
  secrets: 30,
  running: 10,
  reports: 30,
}

/** Calls of the manager are not counted at all. */
export const uncounted = { key: Infinity, tenant: Infinity, node: Infinity } as const satisfies Partial<Limits>
