import type { managerEndpoints } from '@latchkey/contract'

export interface Noun {
  /** Its group in the table of endpoints, from which everything else about it is read. */
  readonly group: keyof typeof managerEndpoints
  /** One of them, in a sentence. */
  readonly one: string
  readonly summary: string
  /** The field that people call it by. */
  readonly name?: string
  /** What a table of them shows at a terminal: one that reads the whole asks for json. */
  readonly columns: readonly string[]
}

/** Plain data, so that --help loads no schema. */
export const nouns = {
  keys: {
    group: 'apiKeys',
    one: 'API key',
    name: 'keyName',
    summary: 'API keys: make, change, lock, replace, delete',
    columns: ['ID', 'keyName', 'roleID', 'active', 'expiryDate', 'lastSignIn'],
  },
  roles: {
    group: 'roles',
    one: 'role',
    name: 'name',
    summary: 'roles and what each may do',
    columns: ['ID', 'name', 'description', 'immutable'],
  },
  users: {
    group: 'administrators',
    one: 'user',
    name: 'username',
    summary: 'users of the console and of the API',
    columns: ['ID', 'username', 'fullName', 'roleID', 'active', 'lastSignIn'],
  },
  sessions: {
    group: 'sessions',
    one: 'session',
    summary: 'open sessions of a user',
    columns: ['handle', 'administratorID', 'created', 'lastActivity'],
  },
  tenants: {
    group: 'tenants',
    one: 'tenant',
    name: 'name',
    summary: 'tenants, from the primary one',
    columns: ['ID', 'name', 'tenantState', 'lastSigninTime', 'description'],
  },
  settings: {
    group: 'systemSettings',
    one: 'setting',
    summary: 'system settings',
    columns: ['name', 'value'],
  },
  events: {
    group: 'systemEvents',
    one: 'system event',
    summary: 'system events: who did what, and when',
    columns: ['ID', 'time', 'event', 'targetName', 'performedByName'],
  },
  metrics: {
    group: 'apiUsageMetrics',
    one: 'API usage metric',
    summary: 'calls of the API, where the manager counts them',
    columns: ['ID', 'date', 'method', 'action', 'statusCode', 'duration'],
  },
} as const satisfies Readonly<Record<string, Noun>>

export type NounName = keyof typeof nouns
export const nounOf = (name: NounName): Noun => nouns[name]
// The keys of the record above, which Object.keys cannot say.
export const nounNames = Object.keys(nouns) as NounName[]
export const isNoun = (word: string | undefined): word is NounName => word !== undefined && Object.hasOwn(nouns, word)
