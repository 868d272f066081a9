import { setTimeout as wait } from 'node:timers/promises'
import { Refusal, type ActivityOutcome, type IssuedApiKey } from '@latchkey/contract'
import { DatabaseUnavailable, OutcomeUnknown, type Database } from '@latchkey/database'
import type { Recorder } from '../../activity/recorder.ts'
import type { ConsoleTables } from '../../database/tables.ts'
import type { Live } from '../../live/live.ts'
import type { ManagerClient, ManagerCredentials } from '../../manager-client.ts'
import { fateOf, fateUnsent, isLeft, overtaken } from './fate.ts'
import { actOf } from './intent-act.ts'
import { createIssuanceRepository, takeTurns, type Intent, type Settled, type State } from './issuance-repository.ts'
import { folded, lookAt, lookAtTenant, lookForName, type FoundKey, type Looked } from './manager-keys.ts'
import { sealToTab } from './sealing.ts'

export interface IssuanceTiming {
  /** Longer than any call to the manager takes: whoever has not settled by then is dead. */
  readonly leaseMs: number
  /** What was on its way when the line broke has arrived by then. */
  readonly settleMs: number
  readonly retryMs: number
  /** A post waits so long for an equal one that runs. */
  readonly waitMs: number
  /** A start waits so long for what was under way before it. */
  readonly recoverMs: number
  /** So often what is over is taken away. */
  readonly sweepMs: number
}

/** The lease of what nobody takes up unasked. */
export const never = Number.MAX_SAFE_INTEGER

/** Never the one before: two that take a turn in the same millisecond would both think it theirs. */
export const nextLease = ({ lease }: Pick<Intent, 'lease'>, now: number, { leaseMs }: IssuanceTiming): number =>
  Math.max(lease === never ? 0 : lease + 1, now + leaseMs)

export interface IssuanceDependencies {
  readonly database: Database<ConsoleTables>
  readonly clock: () => number
  readonly manager: ManagerClient
  readonly recorder: Recorder
  readonly live: Live
  readonly timing: IssuanceTiming
  readonly onLost: (error: unknown) => void
  /** Where what is kept for the people of a tenant of this name is kept. */
  readonly scopeOfTenant: (name: string) => string
}
export type AsPerson = <Result>(work: (credentials: ManagerCredentials) => Promise<Result>) => Promise<Result>

const storeTries = 4

/** Does what an intent asks for, once, and writes down what became of it. Whoever calls holds the intent's lease. */
export function createCarryOut(dependencies: IssuanceDependencies) {
  const { database, clock, manager, recorder, live, timing, onLost, scopeOfTenant } = dependencies

  async function carryOut(intent: Intent, asPerson: AsPerson): Promise<void> {
    let held = intent
    let isSent = false
    let tenantScope: string | undefined
    try {
      const issued = await asPerson(async (credentials) => {
        const tenant = intent.tenantID && (await lookAtTenant(manager, credentials, intent.tenantID))
        if (tenant) tenantScope = scopeOfTenant(tenant.name)
        const looked = await refuseWhatIsThere(intent, credentials)
        held = await pass(intent, looked)
        isSent = true
        return await manager.issue(requestFor(intent), credentials)
      })
      await deliver(held, issued, tenantScope)
    } catch (error) {
      if (error instanceof LeaseLost) return
      const fate = isSent ? fateOf(error, intent) : fateUnsent(error, intent)
      // Told as not done, and never sent so that anybody could wonder: what comes into being from here on is somebody else's.
      const wasNeverSent = fate.state === 'notDone' && intent.sent === undefined
      await settle(held, wasNeverSent ? { ...fate, wasNeverSent } : fate)
    }
  }

  /** The name is looked up before anything is sent: what is found afterwards is new. */
  async function refuseWhatIsThere(
    { operation, apiKeyID, body, sent }: Intent,
    credentials: ManagerCredentials,
  ): Promise<Looked<FoundKey | undefined> | undefined> {
    if (operation === 'createForTenant') return undefined
    if (operation === 'create') {
      const looked = await lookForName(manager, credentials, String(body['keyName']))
      if (looked?.found === undefined) return looked
      // Sent once before: what was not there then has come since, and may be ours.
      if (sent !== undefined) throw new Refusal(502, 'The key is there after all.', { changed: 'maybe' })
      throw new Refusal(400, 'keyName: there is already a key with this name', { field: 'keyName' })
    }
    const looked = await lookAt(manager, credentials, apiKeyID ?? 0)
    if (looked && !looked.found) throw new Refusal(404, 'There is no such API key any more.')
    return looked
  }

  /** From here on it counts as sent; what else is under way for the same key would not be told apart from it afterwards. */
  async function pass(intent: Intent, looked: Looked<FoundKey | undefined> | undefined): Promise<Intent> {
    const now = clock()
    const lease = nextLease(intent, now, timing)
    const passing = { ...intent, sent: intent.sent ?? looked?.at ?? now, attempted: now, lease }
    const nameFolded = intent.nameFolded ?? (looked?.found && folded(looked.found.keyName))
    const rivals = await database.transaction(async (transaction) => {
      await takeTurns(transaction, database.engine)
      const stored = createIssuanceRepository(transaction)
      const others = await stored.underWay({ ...intent, nameFolded })
      if (others.some((other) => !isLeft(other, now))) return 'in the way'
      if (!(await stored.sending(intent, passing))) return 'lost'
      for (const other of others) await stored.settle(other, overtaken, now, never)
      return others
    })
    if (rivals === 'lost') throw new LeaseLost()
    if (rivals === 'in the way')
      throw new Refusal(400, 'Another request for the same key is not finished yet. Wait for it.', {
        ...(intent.operation === 'create' && { field: 'keyName' }),
      })
    for (const other of rivals) await tellEnd(other, overtaken)
    return passing
  }

  /**
   * Sealed before anything else happens to it; the plain text is in no variable of ours after this. `tenantScope` is
   * where the people of another tenant see that the secret of this key of theirs is not confirmed.
   */
  async function deliver(intent: Intent, { secretKey, ...apiKey }: IssuedApiKey, tenantScope?: string): Promise<void> {
    const sealed = sealToTab(
      intent.publicKey,
      { apiKeyID: apiKey.ID, idempotencyKey: intent.idempotencyKey },
      secretKey,
    )
    const own = intent.tenantID === undefined && { apiKeyID: apiKey.ID }
    await settle(intent, { state: 'sealed', ...own, apiKey, sealed }, undefined, tenantScope)
  }

  /** Written down whatever the store does meanwhile; where it cannot be, the lease ends and it is found out anew. */
  async function settle(intent: Intent, settled: Settled, nextTry?: number, tenantScope?: string): Promise<void> {
    const keyScope = intent.tenantID === undefined ? intent.scope : tenantScope
    const apiKeyID = settled.apiKeyID ?? settled.apiKey?.ID
    const isOpen = settled.state === 'sealed' || settled.state === 'flagged'
    const wasSettled = await patiently(() =>
      database.transaction(async (transaction) => {
        const stored = createIssuanceRepository(transaction)
        const next = nextTry ?? clock() + timing.settleMs
        if (!(await stored.settle(intent, settled, clock(), next))) return false
        if (isOpen && apiKeyID !== undefined && keyScope !== undefined)
          await stored.markUnconfirmed(keyScope, intent, apiKeyID)
        return true
      }),
    )
    if (!wasSettled || settled.state === intent.state) return
    await tellEnd(intent, settled)
    if (isOpen && keyScope !== undefined)
      await live.publish(keyScope, { kind: 'apiKeys', ...(apiKeyID !== undefined && { ID: apiKeyID }) })
  }

  async function tellEnd({ origin, scope, ...intent }: Intent, settled: Settled): Promise<void> {
    const { apiKeyID = intent.apiKeyID, apiKey } = settled
    const act = actOf({ ...intent, origin, scope, apiKeyID, apiKey })
    await recorder
      .record({ ...origin, scope }, origin, act, outcomes[settled.state](settled.status), settled.message)
      .catch(onLost)
    await live.tellPerson(intent.owner, { kind: 'issuances', idempotencyKey: intent.idempotencyKey })
  }

  return { carryOut, deliver, settle }
}
export type CarryOut = ReturnType<typeof createCarryOut>

/** Another has taken it up meanwhile, and settles it. */
export class LeaseLost extends Error {}

const denied: readonly (number | undefined)[] = [401, 403]
const failed = (status?: number): ActivityOutcome => (denied.includes(status) ? 'denied' : 'failed')
const outcomes: Readonly<Record<State, (status?: number) => ActivityOutcome>> = {
  running: () => 'begun',
  sealed: () => 'ok',
  acknowledged: () => 'ok',
  unknown: () => 'unknown',
  flagged: () => 'unknown',
  notDone: failed,
  refused: failed,
}

function requestFor({ operation, body, apiKeyID, tenantID }: Intent) {
  if (operation === 'newSecret') return { path: `/apikeys/${apiKeyID}/secretkey` }
  return { path: operation === 'create' ? '/apikeys' : `/tenants/${tenantID}/apikeys`, body }
}

async function patiently<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      const isPassing = error instanceof DatabaseUnavailable || error instanceof OutcomeUnknown
      if (!isPassing || attempt === storeTries) throw error
      await wait(50 * 4 ** attempt)
    }
  }
}
