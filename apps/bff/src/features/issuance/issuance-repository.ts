import { apiKeySchema, sealedSecretSchema, type ApiKey, type SealedSecret } from '@latchkey/contract'
import type { Engine } from '@latchkey/database'
import { sql, type Kysely, type Selectable, type Updateable } from 'kysely'
import { z } from 'zod'
import type { ConsoleTables } from '../../database/tables.ts'

const stateSchema = z.enum(['running', 'sealed', 'unknown', 'flagged', 'notDone', 'refused', 'acknowledged'])
export type State = z.infer<typeof stateSchema>

const operationSchema = z.enum(['create', 'newSecret', 'createForTenant'])

const originSchema = z.object({
  requestID: z.string(),
  address: z.string(),
  userAgent: z.string(),
  administratorID: z.int(),
  userName: z.string(),
  tenantName: z.string().optional(),
})

/** First of all in its transaction: whoever counts, or looks for what is under way, sees what the one before has left. */
export async function takeTurns(transaction: Kysely<ConsoleTables>, engine: Engine): Promise<void> {
  // Unlike a query this takes no snapshot; SQLite has one writer anyway.
  if (engine === 'postgres') await sql`LOCK TABLE issuances IN SHARE ROW EXCLUSIVE MODE`.execute(transaction)
}

/** One wish of one person, from before the manager is asked until its secret has arrived. */
export interface Intent {
  readonly owner: string
  readonly idempotencyKey: string
  readonly scope: string
  readonly operation: z.infer<typeof operationSchema>
  readonly fingerprint: string
  readonly publicKey: string
  /** What the manager is sent to create. */
  readonly body: Readonly<Record<string, unknown>>
  readonly state: State
  readonly message?: string | undefined
  readonly field?: string | undefined
  readonly status?: number | undefined
  readonly nameFolded?: string | undefined
  /** Among the person's own keys. */
  readonly apiKeyID?: number | undefined
  /** Whose key it is, where it is not the person's own tenant. */
  readonly tenantID?: number | undefined
  readonly apiKey?: ApiKey | undefined
  readonly sealed?: SealedSecret | undefined
  readonly begun: number
  /** By the manager's clock; absent until the manager is asked. */
  readonly sent?: number | undefined
  /** The same for the last time it was sent, by our own clock. */
  readonly attempted?: number | undefined
  readonly changed: number
  readonly lease: number
  readonly origin: z.infer<typeof originSchema>
}
export interface Settled extends Pick<
  Intent,
  'state' | 'message' | 'field' | 'status' | 'apiKeyID' | 'apiKey' | 'sealed'
> {
  /** Surely nothing came of sending it: sent again it is as if for the first time. */
  readonly wasNeverSent?: true
}

type Name = Pick<Intent, 'owner' | 'idempotencyKey'>
type Row = Selectable<ConsoleTables['issuances']>
type Changes = Updateable<ConsoleTables['issuances']>

const unfinished: readonly State[] = ['running', 'unknown']
const due: readonly State[] = [...unfinished, 'notDone']

export function createIssuanceRepository(db: Kysely<ConsoleTables>) {
  const all = db.selectFrom('issuances').selectAll()
  const named = ({ owner, idempotencyKey }: Name) =>
    all.where('person', '=', owner).where('idempotency_key', '=', idempotencyKey)
  const change = ({ owner, idempotencyKey }: Name) =>
    db.updateTable('issuances').where('person', '=', owner).where('idempotency_key', '=', idempotencyKey)
  return {
    /** False where there is one already. */
    async add(intent: Intent): Promise<boolean> {
      const result = await db
        .insertInto('issuances')
        .values({ ...rowOf(intent), person: intent.owner, idempotency_key: intent.idempotencyKey })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
      return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
    },
    async find(name: Name): Promise<Intent | undefined> {
      const row = await named(name).executeTakeFirst()
      return row && intentOf(row)
    },
    /** The newest first; what is not finished is there however old it is. */
    async ofOwner(owner: string, since: number): Promise<Intent[]> {
      const rows = await all
        .where('person', '=', owner)
        .where((where) => where.or([where('begun', '>', since), where('state', 'in', unfinished)]))
        .orderBy('begun', 'desc')
        .execute()
      return rows.map(intentOf)
    },
    /** The others that were sent, are not finished, and are about the same key or name. */
    async underWay({ scope, owner, nameFolded, apiKeyID, idempotencyKey }: Intent): Promise<Intent[]> {
      const rows = await all
        .where('scope', '=', scope)
        .where('state', 'in', unfinished)
        .where('sent', 'is not', null)
        .where((where) =>
          where.or([where('name_folded', '=', nameFolded ?? ''), where('api_key_id', '=', apiKeyID ?? 0)]),
        )
        .execute()
      return rows.filter((row) => row.person !== owner || row.idempotency_key !== idempotencyKey).map(intentOf)
    },
    /** Whether another of ours has to do with this key since then: its secret is then theirs. */
    async claimed({ scope, begun, idempotencyKey }: Intent, apiKeyID: number): Promise<boolean> {
      const row = await all
        .where('scope', '=', scope)
        .where('api_key_id', '=', apiKeyID)
        .where('idempotency_key', '!=', idempotencyKey)
        .where('state', 'in', ['running', 'unknown', 'sealed', 'acknowledged'])
        .where('changed', '>=', begun)
        .executeTakeFirst()
      return row !== undefined
    },
    /** When those of this time began, the oldest first, and how many are running, whenever they began. */
    async counts(owner: string, since: number): Promise<{ begun: number[]; running: number }> {
      const rows = await all
        .where('person', '=', owner)
        .where((where) => where.or([where('begun', '>', since), where('state', '=', 'running')]))
        .execute()
      const begun = rows
        .map((row) => row.begun)
        .filter((at) => at > since)
        .toSorted((a, b) => a - b)
      return { begun, running: rows.filter(({ state }) => state === 'running').length }
    },
    /** What nobody works on any more. */
    async due(now: number, countMax: number): Promise<Intent[]> {
      const rows = await all
        .where('state', 'in', due)
        .where('lease', '<=', now)
        .where((where) => where.or([where('state', '!=', 'notDone'), where('sent', 'is not', null)]))
        .orderBy('lease')
        .limit(countMax)
        .execute()
      return rows.map(intentOf)
    },
    /** The lease is the turn: whoever holds it with this value is the only one at work. */
    async take({ lease, state, ...name }: Intent, until: number): Promise<boolean> {
      const mine = change(name).where('lease', '=', lease).where('state', '=', state)
      return (await mine.set({ lease: until }).executeTakeFirst()).numUpdatedRows > 0n
    },
    /** The same, to do it now: what comes of it belongs to the request that asks now. */
    async takeUp({ lease, state, ...name }: Intent, until: number, origin: Intent['origin']): Promise<boolean> {
      const values = { lease: until, state: 'running', origin: JSON.stringify(origin), request_id: origin.requestID }
      const mine = change(name).where('lease', '=', lease).where('state', '=', state)
      return (await mine.set(values).executeTakeFirst()).numUpdatedRows > 0n
    },
    async sending({ lease: held, ...name }: Intent, { sent, attempted, lease }: Intent): Promise<boolean> {
      const values = { sent: sent ?? null, attempted: attempted ?? null, lease }
      const result = await change(name).where('lease', '=', held).set(values).executeTakeFirst()
      return result.numUpdatedRows > 0n
    },
    async replacing(intent: Intent, apiKeyID: number, until: number): Promise<boolean> {
      const values = { state: 'unknown', status: null, api_key_id: apiKeyID, lease: until }
      const result = await change(intent).where('lease', '=', intent.lease).set(values).executeTakeFirst()
      return result.numUpdatedRows > 0n
    },
    async settle(intent: Intent, settled: Settled, now: number, nextTry: number): Promise<boolean> {
      const { message = null, field = null, status = null, state, apiKeyID, apiKey, sealed } = settled
      const values: Changes = { state, message, field, status, changed: now, lease: nextTry }
      if (settled.wasNeverSent) Object.assign(values, { sent: null, attempted: null })
      if (apiKeyID !== undefined) values.api_key_id = apiKeyID
      if (apiKey !== undefined) values.api_key = JSON.stringify(apiKey)
      if (sealed !== undefined) values.sealed = JSON.stringify(sealed)
      const result = await change(intent).where('lease', '=', intent.lease).set(values).executeTakeFirst()
      return result.numUpdatedRows > 0n
    },
    /** When it was made stays as it was: a later request for the same key goes by that. */
    async acknowledge(name: Name): Promise<void> {
      await change(name).set({ state: 'acknowledged', sealed: null }).execute()
    },
    async markUnconfirmed(scope: string, { owner, idempotencyKey }: Name, apiKeyID: number): Promise<void> {
      const values = { person: owner, idempotency_key: idempotencyKey }
      await db
        .insertInto('unconfirmed_secrets')
        .values({ scope, api_key_id: apiKeyID, ...values })
        .onConflict((conflict) => conflict.columns(['scope', 'api_key_id']).doUpdateSet(values))
        .execute()
    },
    /** Only where the secret that was confirmed is still the newest; gives the key, and whose list it stands in. */
    async confirm({ owner, idempotencyKey }: Name): Promise<{ scope: string; apiKeyID: number }[]> {
      return await db
        .deleteFrom('unconfirmed_secrets')
        .where('person', '=', owner)
        .where('idempotency_key', '=', idempotencyKey)
        .returning(['scope', 'api_key_id as apiKeyID'])
        .execute()
    },
    /** Of a key that is not there any more nothing is left to confirm. */
    async forgetUnconfirmed(scope: string, apiKeyID: number): Promise<void> {
      await db.deleteFrom('unconfirmed_secrets').where('scope', '=', scope).where('api_key_id', '=', apiKeyID).execute()
    },
    /** Sealed forms that nobody came for in time. */
    async expired(before: number, countMax: number): Promise<Intent[]> {
      const rows = await all
        .where('state', '=', 'sealed')
        .where('sealed', 'is not', null)
        .where('changed', '<=', before)
        .limit(countMax)
        .execute()
      return rows.map(intentOf)
    },
    async wipe(name: Name): Promise<boolean> {
      const result = await change(name).where('sealed', 'is not', null).set({ sealed: null }).executeTakeFirst()
      return result.numUpdatedRows > 0n
    },
    async forget(before: number): Promise<void> {
      await db.deleteFrom('issuances').where('changed', '<=', before).where('state', 'not in', unfinished).execute()
    },
    /** After a stop nobody works on anything; where one process holds the store, a start may say so. */
    async endLeases(): Promise<void> {
      await db.updateTable('issuances').where('state', 'in', unfinished).set({ lease: 0 }).execute()
    },
  }
}

function rowOf(intent: Intent): Omit<Row, 'person' | 'idempotency_key'> {
  return {
    scope: intent.scope,
    operation: intent.operation,
    fingerprint: intent.fingerprint,
    public_key: intent.publicKey,
    body: JSON.stringify(intent.body),
    state: intent.state,
    message: null,
    field: null,
    status: null,
    name_folded: intent.nameFolded ?? null,
    api_key_id: intent.apiKeyID ?? null,
    tenant_id: intent.tenantID ?? null,
    api_key: null,
    sealed: null,
    begun: intent.begun,
    sent: null,
    attempted: null,
    changed: intent.changed,
    lease: intent.lease,
    request_id: intent.origin.requestID,
    origin: JSON.stringify(intent.origin),
  }
}

const intentOf = (row: Row): Intent => ({
  owner: row.person,
  idempotencyKey: row.idempotency_key,
  scope: row.scope,
  operation: operationSchema.parse(row.operation),
  fingerprint: row.fingerprint,
  publicKey: row.public_key,
  body: z.record(z.string(), z.unknown()).parse(JSON.parse(row.body)),
  state: stateSchema.parse(row.state),
  message: row.message ?? undefined,
  field: row.field ?? undefined,
  status: row.status ?? undefined,
  nameFolded: row.name_folded ?? undefined,
  apiKeyID: row.api_key_id ?? undefined,
  tenantID: row.tenant_id ?? undefined,
  apiKey: row.api_key === null ? undefined : apiKeySchema.parse(JSON.parse(row.api_key)),
  sealed: row.sealed === null ? undefined : sealedSecretSchema.parse(JSON.parse(row.sealed)),
  begun: row.begun,
  sent: row.sent ?? undefined,
  attempted: row.attempted ?? undefined,
  changed: row.changed,
  lease: row.lease,
  origin: originSchema.parse(JSON.parse(row.origin)),
})
