import { Refusal } from '@latchkey/contract'
import type { ManagerClient, ManagerCredentials } from '../../manager-client.ts'
import { LeaseLost, never, nextLease, type AsPerson, type CarryOut, type IssuanceDependencies } from './carry-out.ts'
import { fateOf, lost, notKnown, watchMs } from './fate.ts'
import { createIssuanceRepository, type Intent, type Settled } from './issuance-repository.ts'
import { isOurs, lookAt, lookForName, type FoundKey } from './manager-keys.ts'

const atOnceMax = 20
const patienceMaxMs = 30_000

type Found = { readonly key: FoundKey } | Settled

/** What became of a lost answer: the key is there and ours, nothing was made, or a person must look. */
export function createFindOut(
  { database, clock, manager, timing, onLost }: IssuanceDependencies,
  { deliver, settle }: CarryOut,
  asOwner: (owner: string) => AsPerson,
) {
  const issuances = createIssuanceRepository(database.kysely)

  async function findOut(taken: Intent): Promise<void> {
    if (taken.sent === undefined || (taken.tenantID !== undefined && taken.state === 'notDone'))
      return await settle(taken, { state: 'notDone', message: nothing }, never)
    if (taken.tenantID !== undefined) return await settle(taken, lost(taken), never)
    try {
      await asOwner(taken.owner)((credentials) => resolve(taken, credentials))
    } catch (error) {
      if (!(error instanceof LeaseLost)) await settleOrWait(taken, error)
    }
  }

  async function resolve(intent: Intent, credentials: ManagerCredentials): Promise<void> {
    const found = await judge(intent, credentials)
    if ('state' in found) return await settle(intent, found, nextTry(intent, found))
    // What is known is written down before the call: if this answer is lost too, the key is found by its number.
    const apiKeyID = found.key.ID
    const lease = nextLease(intent, clock(), timing)
    if (!(await issuances.replacing(intent, apiKeyID, lease))) throw new LeaseLost()
    const held = { ...intent, apiKeyID, lease }
    try {
      await deliver(held, await manager.issue({ path: `/apikeys/${apiKeyID}/secretkey` }, credentials))
    } catch (error) {
      if (error instanceof Refusal && error.status === 401) throw error
      const isRefused = fateOf(error, { ...held, operation: 'newSecret' }).state === 'refused'
      await settle(held, isRefused ? refusedWith(error, apiKeyID) : { ...notKnown, apiKeyID })
    }
  }

  async function judge(intent: Intent, credentials: ManagerCredentials): Promise<Found> {
    const looked = await look(manager, intent, credentials)
    if (looked === undefined)
      return {
        ...notKnown,
        status: 403,
        message: 'Whether the key was made cannot be seen: your role may not view API keys.',
      }
    const { found } = looked
    if (found === undefined)
      return intent.operation === 'create' && intent.apiKeyID === undefined
        ? { state: 'notDone', message: nothing }
        : gone
    const isTheirs = await issuances.claimed(intent, found.ID)
    if (!isTheirs && isForUs(intent, found)) return { key: found }
    if (intent.state === 'notDone') return { state: 'notDone', message: nothing }
    const message = `The key "${found.keyName}" (ID ${found.ID}) is there, and may be somebody else's: look at it, then delete it or make a new secret.`
    return { state: 'flagged', message }
  }

  function nextTry({ attempted = 0 }: Intent, { state }: Settled): number {
    if (state === 'unknown') return clock() + 10 * timing.retryMs
    return state === 'notDone' && attempted > clock() - watchMs ? clock() + 5 * timing.retryMs : never
  }

  async function settleOrWait(intent: Intent, error: unknown): Promise<void> {
    const isSignedOut = error instanceof Refusal && error.status === 401
    const message = isSignedOut ? 'Sign in again: then what became of it is found out.' : notKnown.message
    // What was told as not done is not told otherwise because the manager is away.
    const settled: Settled =
      intent.state === 'notDone'
        ? { state: 'notDone', message: nothing }
        : { state: 'unknown', message, ...(isSignedOut && { status: 401 }) }
    const patience = Math.min(patienceMaxMs, Math.max(timing.retryMs, (clock() - intent.begun) / 20))
    await settle(intent, settled, Math.round(clock() + patience))
  }

  return {
    /** Everything that nobody works on; returns when all of it has been looked at once. */
    async run(): Promise<void> {
      const due = await issuances.due(clock(), atOnceMax)
      await Promise.all(
        due.map(async (intent) => {
          const lease = nextLease(intent, clock(), timing)
          if (await issuances.take(intent, lease)) await findOut({ ...intent, lease }).catch(onLost)
        }),
      )
    },
  }
}

const nothing = 'The manager answers, and nothing was made: the same request may be sent again.'

const look = (manager: ManagerClient, { operation, apiKeyID, body }: Intent, credentials: ManagerCredentials) =>
  operation === 'newSecret' || apiKeyID !== undefined
    ? lookAt(manager, credentials, apiKeyID ?? 0)
    : lookForName(manager, credentials, String(body['keyName']))

/** A new secret may be made again as long as nobody signs in with the one before: that one reached somebody. */
function isForUs(intent: Intent, found: FoundKey): boolean {
  if (intent.operation === 'create') return isOurs(intent, found)
  return found.lastSignIn === undefined || found.lastSignIn < (intent.sent ?? 0)
}

const gone = { state: 'refused', status: 404, message: 'The API key was deleted meanwhile.' } as const satisfies Settled

function refusedWith(error: unknown, apiKeyID: number): Settled {
  if (error instanceof Refusal && error.status === 404) return gone
  const why = error instanceof Error ? error.message : ''
  return {
    state: 'flagged',
    apiKeyID,
    message: `The key with ID ${apiKeyID} was made, but nobody holds its secret, and a new one was refused: ${why}`,
  }
}
