import { apiKeySchema, type ApiKey, type CurrentApiKey, type Locale } from '@latchkey/contract'
import { insertLater, prepared } from '@latchkey/database'
import type { Kysely, Selectable } from 'kysely'
import type { ManagerTables } from '../../database/tables.ts'
import { folded } from '../../principals/folding.ts'
import { heldRoleBeside, heldRoleColumns, roleURN } from '../../principals/held-role-repository.ts'
import type { HeldRole } from '../../principals/held-role.ts'
import type { SearchableFields } from '../../search/criteria.ts'

export const searchable: SearchableFields = {
  active: { kind: 'boolean', column: 'active' },
  serviceAccount: { kind: 'boolean', column: 'service_account' },
  roleID: { kind: 'numeric', column: 'role_id' },
  unsuccessfulSignInAttempts: { kind: 'numeric', column: 'attempts' },
  keyName: { kind: 'string', column: 'key_name', finds: true },
  description: { kind: 'string', column: 'description' },
  timeZone: { kind: 'string', column: 'time_zone' },
  created: { kind: 'date', column: 'created' },
  lastSignIn: { kind: 'date', column: 'last_sign_in' },
  unlockTime: { kind: 'date', column: 'unlock_time' },
  expiryDate: { kind: 'date', column: 'expiry_date' },
}

export interface NewApiKey {
  readonly ID: number
  readonly keyName: string
  readonly description: string
  readonly locale: Locale
  readonly roleID: number
  readonly timeZone: string
  readonly active: boolean
  readonly created: number
  readonly expiryDate: number | undefined
  readonly serviceAccount: boolean
  readonly digest: string
  readonly pepperVersion: number
}

/** A number or a text sets a property; null takes it away. */
export interface ApiKeyChange {
  readonly keyName?: string
  readonly description?: string
  readonly locale?: Locale
  readonly roleID?: number
  readonly timeZone?: string
  readonly active?: boolean
  readonly expiryDate?: number | null
  readonly unlockTime?: null
  readonly unsuccessfulSignInAttempts?: number
  readonly lastSignIn?: number
  readonly modified?: number
  readonly secret?: { readonly digest: string; readonly pepperVersion: number }
}

/** What a key is shown as is made of these. */
const shownColumns = [
  'api_keys.id',
  'api_keys.key_name',
  'api_keys.description',
  'api_keys.locale',
  'api_keys.role_id',
  'api_keys.time_zone',
  'api_keys.active',
  'api_keys.created',
  'api_keys.last_sign_in',
  'api_keys.unlock_time',
  'api_keys.attempts',
  'api_keys.expiry_date',
  'api_keys.service_account',
] as const

export interface SigningInKey {
  readonly key: ApiKey
  /** Its new secrets included. */
  readonly modified: number
  readonly isTenantActive: boolean
  readonly role: HeldRole
}

/** What a secret is proved by; the rest is made only for whoever has proved it. */
export interface ClaimedKey {
  readonly ID: number
  readonly tenantID: number
  readonly name: string
  readonly digest: string
  signingIn(): Promise<SigningInKey | undefined>
}

type Row = Selectable<ManagerTables['api_keys']>
type ShownColumn = (typeof shownColumns)[number] extends `api_keys.${infer Column}` ? Column : never

export function createApiKeyRepository(db: Kysely<ManagerTables>) {
  const ofTenant = (tenantID: number) =>
    db.selectFrom('api_keys').select(shownColumns).where('tenant_id', '=', tenantID)
  const rowOf = prepared(db, (tenantID: number, ID: number) => ofTenant(tenantID).where('id', '=', ID))
  const rowOfOwn = prepared(db, (tenantID: number, ID: number) =>
    db
      .selectFrom('api_keys')
      .innerJoin('tenants', 'tenants.id', 'api_keys.tenant_id')
      .innerJoin('roles', (join) =>
        join.onRef('roles.tenant_id', '=', 'api_keys.tenant_id').onRef('roles.id', '=', 'api_keys.role_id'),
      )
      .select(shownColumns)
      .select(['tenants.guid', 'roles.name as role_name'])
      .where('api_keys.tenant_id', '=', tenantID)
      .where('api_keys.id', '=', ID),
  )
  const rowForSignIn = prepared(db, (ID: number) =>
    db
      .selectFrom('api_keys')
      .innerJoin('tenants', 'tenants.id', 'api_keys.tenant_id')
      .innerJoin('roles', (join) =>
        join.onRef('roles.tenant_id', '=', 'api_keys.tenant_id').onRef('roles.id', '=', 'api_keys.role_id'),
      )
      .select(shownColumns)
      .select(['api_keys.tenant_id', 'api_keys.modified', 'api_keys.secret_digest', 'tenants.state as tenant_state'])
      .select(heldRoleColumns)
      .where('api_keys.id', '=', ID),
  )
  return {
    async find(tenantID: number, ID: number): Promise<ApiKey | undefined> {
      const row = await rowOf(tenantID, ID)
      return row && toApiKey(row)
    },
    /** As a key sees itself: with the names of its tenant and its role. */
    async findOwn(tenantID: number, ID: number): Promise<CurrentApiKey | undefined> {
      const row = await rowOfOwn(tenantID, ID)
      if (row === undefined) return undefined
      const { ID: last, ...key } = toApiKey(row)
      return { ...key, roleURN: roleURN(tenantID, row.role_name), tenantID, tenantGUID: row.guid, ID: last }
    },
    /** IDs are of one sequence over all tenants, so the ID alone finds the key, its tenant and its role. */
    async findClaimed(ID: number): Promise<ClaimedKey | undefined> {
      const row = await rowForSignIn(ID)
      return (
        row && {
          ID,
          tenantID: row.tenant_id,
          name: row.key_name,
          digest: row.secret_digest,
          signingIn: async () => {
            const role = await heldRoleBeside(db, row)
            return (
              role && {
                key: toApiKey(row),
                modified: row.modified,
                isTenantActive: row.tenant_state === 'active',
                role,
              }
            )
          },
        }
      )
    },
    /** As it is shown from now on. */
    async add(tenantID: number, key: NewApiKey): Promise<ApiKey> {
      const row = { tenant_id: tenantID, last_sign_in: null, unlock_time: null, attempts: 0, ...toRow(key) }
      await insertLater(db, 'api_keys', row)
      return toApiKey(row)
    },
    async change(tenantID: number, ID: number, change: ApiKeyChange): Promise<void> {
      const columns = toChangedColumns(change)
      if (Object.keys(columns).length === 0) return
      await db.updateTable('api_keys').set(columns).where('tenant_id', '=', tenantID).where('id', '=', ID).execute()
    },
    /** Of every tenant, the first to expire first. */
    async expiredUntold(now: number, max: number): Promise<{ ID: number; tenantID: number; keyName: string }[]> {
      return await db
        .selectFrom('api_keys')
        .select(['id as ID', 'tenant_id as tenantID', 'key_name as keyName'])
        .where('expiry_to_tell', '<=', now)
        .orderBy('expiry_to_tell')
        .orderBy('id')
        .limit(max)
        .execute()
    },
    async expiryTold(ID: number): Promise<void> {
      await db.updateTable('api_keys').set({ expiry_to_tell: null }).where('id', '=', ID).execute()
    },
    async countWrongSecrets(ID: number, times: number): Promise<void> {
      await db
        .updateTable('api_keys')
        .set((expression) => ({ attempts: expression('attempts', '+', times) }))
        .where('id', '=', ID)
        .execute()
    },
    async remove(tenantID: number, ID: number): Promise<void> {
      await db.deleteFrom('api_keys').where('tenant_id', '=', tenantID).where('id', '=', ID).execute()
    },
  }
}

const optional = <Name extends string>(name: Name, value: number | null) =>
  (value === null ? {} : { [name]: value }) as { [Key in Name]?: number } // a computed name widens to string

function toApiKey(row: Pick<Row, Extract<ShownColumn, keyof Row>>): ApiKey {
  return {
    keyName: row.key_name,
    description: row.description,
    locale: apiKeySchema.shape.locale.parse(row.locale),
    roleID: row.role_id,
    timeZone: row.time_zone,
    active: row.active === 1,
    created: row.created,
    ...optional('lastSignIn', row.last_sign_in),
    ...optional('unlockTime', row.unlock_time),
    unsuccessfulSignInAttempts: row.attempts,
    ...optional('expiryDate', row.expiry_date),
    serviceAccount: row.service_account === 1,
    ID: row.id,
  }
}

function toRow(key: NewApiKey) {
  return {
    id: key.ID,
    key_name: key.keyName,
    key_name_folded: folded(key.keyName),
    description: key.description,
    description_folded: folded(key.description),
    locale: key.locale,
    role_id: key.roleID,
    time_zone: key.timeZone,
    time_zone_folded: folded(key.timeZone),
    active: Number(key.active),
    created: key.created,
    modified: key.created,
    expiry_date: key.expiryDate ?? null,
    expiry_to_tell: key.expiryDate ?? null,
    service_account: Number(key.serviceAccount),
    secret_digest: key.digest,
    pepper_version: key.pepperVersion,
  }
}

function toChangedColumns(change: ApiKeyChange): Partial<Row> {
  return {
    ...(change.keyName !== undefined && { key_name: change.keyName, key_name_folded: folded(change.keyName) }),
    ...(change.description !== undefined && {
      description: change.description,
      description_folded: folded(change.description),
    }),
    ...(change.locale !== undefined && { locale: change.locale }),
    ...(change.roleID !== undefined && { role_id: change.roleID }),
    ...(change.timeZone !== undefined && { time_zone: change.timeZone, time_zone_folded: folded(change.timeZone) }),
    ...(change.active !== undefined && { active: Number(change.active) }),
    ...(change.expiryDate !== undefined && { expiry_date: change.expiryDate, expiry_to_tell: change.expiryDate }),
    ...(change.unlockTime !== undefined && { unlock_time: null }),
    ...(change.unsuccessfulSignInAttempts !== undefined && { attempts: change.unsuccessfulSignInAttempts }),
    ...(change.lastSignIn !== undefined && { last_sign_in: change.lastSignIn }),
    ...(change.modified !== undefined && { modified: change.modified }),
    ...(change.secret && { secret_digest: change.secret.digest, pepper_version: change.secret.pepperVersion }),
  }
}
