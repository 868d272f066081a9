import { setTimeout as wait } from 'node:timers/promises'
import { Refusal, type ActivityOutcome, type IssuedApiKey } from '@latchkey/contract'
import { DatabaseUnavailable, OutcomeUnknown, type Database } from '@latchkey/database'
import type { Recorder } from '../../activity/recorder.ts'
import type { ConsoleTables } from '../../database/tables.ts'
import type { Live } from '../../live/live.ts'
import type { ManagerClient, ManagerCredentials } from '../../manager-client.ts'
import { fateOf, fateUnsent } from './fate.ts'
import { createIssuanceRepository, type Intent, type Settled, type State } from './issuance-repository.ts'
import { folded, lookAt, lookForName, type FoundKey, type Looked } from './manager-keys.ts'
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

/** Never the one before: two that take a turn in the same millisecond would both think it theirs. */
export const nextLease = ({ lease }: Pick<Intent, 'lease'>, now: number, { leaseMs }: IssuanceTiming): number =>
  Math.max(lease + 1, now + leaseMs)

export interface IssuanceDependencies {
  readonly database: Database<ConsoleTables>
  readonly clock: () => number
  readonly manager: ManagerClient
  readonly recorder: Recorder
  readonly live: Live
  readonly timing: IssuanceTiming
  readonly onLost: (error: unknown) => void
}
export type AsPerson = <Result>(work: (credentials: ManagerCredentials) => Promise<Result>) => Promise<Result>

const storeTries = 4
const action = { create: 'apikey.created', newSecret: 'apikey.secret-replaced' } as const

/** Does what an intent asks for, once, and writes down what became of it. Whoever calls holds the intent's lease. */
export function createCarryOut({ database, clock, manager, recorder, live, timing, onLost }: IssuanceDependencies) {
  async function carryOut(intent: Intent, asPerson: AsPerson): Promise<void> {
    let held = intent
    let isSent = false
    try {
      const issued = await asPerson(async (credentials) => {
        const looked = await refuseWhatIsThere(intent, credentials)
        held = await pass(intent, looked)
        isSent = true
        return await manager.issue(requestFor(intent), credentials)
      })
      await deliver(held, issued)
    } catch (error) {
      if (error instanceof LeaseLost) return
      await settle(held, isSent ? fateOf(error, intent) : fateUnsent(error, intent))
    }
  }

  /** The name is looked up before anything is sent: what is found afterwards is new. */
  async function refuseWhatIsThere(
    { operation, apiKeyID, body, sent }: Intent,
    credentials: ManagerCredentials,
  ): Promise<Looked<FoundKey | undefined> | undefined> {
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
    const verdict = await database.transaction(async (transaction) => {
      const stored = createIssuanceRepository(transaction)
      if (await stored.isUnderWay({ ...intent, nameFolded })) return 'rival'
      return (await stored.sending(intent, passing)) ? 'passed' : 'lost'
    })
    if (verdict === 'lost') throw new LeaseLost()
    if (verdict === 'rival')
      throw new Refusal(400, 'Another request for the same key is not finished yet. Wait for it.', {
        ...(intent.operation === 'create' && { field: 'keyName' }),
      })
    return passing
  }

  /** Sealed before anything else happens to it; the plain text is in no variable of ours after this. */
  async function deliver(intent: Intent, { secretKey, ...apiKey }: IssuedApiKey): Promise<void> {
    const sealed = sealToTab(
      intent.publicKey,
      { apiKeyID: apiKey.ID, idempotencyKey: intent.idempotencyKey },
      secretKey,
    )
    await settle(intent, { state: 'sealed', apiKeyID: apiKey.ID, apiKey, sealed })
  }

  /** Written down whatever the store does meanwhile; where it cannot be, the lease ends and it is found out anew. */
  async function settle(intent: Intent, settled: Settled, nextTry?: number): Promise<void> {
    const wasSettled = await patiently(() =>
      database.transaction(async (transaction) => {
        const stored = createIssuanceRepository(transaction)
        const next = nextTry ?? clock() + timing.settleMs
        if (!(await stored.settle(intent, settled, clock(), next))) return false
        const isOpen = settled.state === 'sealed' || settled.state === 'flagged'
        if (isOpen && settled.apiKeyID !== undefined) await stored.markUnconfirmed(intent, settled.apiKeyID)
        return true
      }),
    )
    if (!wasSettled || settled.state === intent.state) return
    await recordEnd(intent, settled)
    await live.tellPerson(intent.owner, { kind: 'issuances', idempotencyKey: intent.idempotencyKey })
    if (settled.state === 'sealed' || settled.state === 'flagged')
      await live.publish(intent.scope, {
        kind: 'apiKeys',
        ...(settled.apiKeyID !== undefined && { ID: settled.apiKeyID }),
      })
  }

  async function recordEnd({ origin, scope, operation, body, apiKeyID }: Intent, settled: Settled): Promise<void> {
    const objectID = settled.apiKeyID ?? apiKeyID
    const act = {
      action: action[operation],
      objectKind: 'apiKeys',
      ...(objectID !== undefined && { objectID }),
      ...(typeof body['keyName'] === 'string' && { objectName: body['keyName'] }),
    }
    await recorder
      .record({ ...origin, scope }, origin, act, outcomes[settled.state](settled.status), settled.message)
      .catch(onLost)
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

const requestFor = ({ operation, body, apiKeyID }: Intent) =>
  operation === 'create' ? { path: '/apikeys', body } : { path: `/apikeys/${apiKeyID}/secretkey` }

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
