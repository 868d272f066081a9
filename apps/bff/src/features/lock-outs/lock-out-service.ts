import { apiKeySchema, Refusal, type ActivityOutcome } from '@latchkey/contract'
import type { Database } from '@latchkey/database'
import type { Recorder } from '../../activity/recorder.ts'
import type { Caller } from '../../caller.ts'
import type { ConsoleTables } from '../../database/tables.ts'
import type { Live } from '../../live/live.ts'
import type { ManagerClient, ManagerCredentials } from '../../manager-client.ts'
import { createLockOutRepository, type LockOut } from './lock-out-repository.ts'

interface LockOutDependencies {
  readonly database: Database<ConsoleTables>
  readonly clock: () => number
  readonly manager: ManagerClient
  readonly recorder: Recorder
  readonly live: Live
  /** Longer than any call to the manager takes, and how long to wait before the first try. */
  readonly timing: { readonly leaseMs: number; readonly retryMs: number }
  readonly asOwner: (
    owner: string,
  ) => <Result>(work: (credentials: ManagerCredentials) => Promise<Result>) => Promise<Result>
  readonly onLost: (error: unknown) => void
}
type End = readonly [outcome: ActivityOutcome, reason?: string]

const atOnceMax = 20
const patienceMaxMs = 30_000
const givenUpMs = 24 * 60 * 60_000
const answeredSchema = apiKeySchema.pick({ active: true })

/** A lock-out whose answer did not come is tried again until the manager says that the key is inactive. */
export function createLockOutService(dependencies: LockOutDependencies) {
  const { database, clock, manager, recorder, live, timing, asOwner, onLost } = dependencies
  const lockOuts = createLockOutRepository(database.kysely)

  async function tryAgain(lockOut: LockOut): Promise<End | undefined> {
    try {
      const isLocked = await asOwner(lockOut.owner)((credentials) => lock(lockOut.apiKeyID, credentials))
      if (isLocked) return ['ok']
    } catch (error) {
      if (isFinal(error)) return [error.status === 403 ? 'denied' : 'failed', error.message]
    }
    return clock() - lockOut.begun < givenUpMs ? undefined : ['unknown', 'The manager did not confirm it for a day.']
  }

  /** What it is now counts, whoever has done it: what is locked out already is not asked for again. */
  async function lock(apiKeyID: number, credentials: ManagerCredentials): Promise<boolean> {
    const path = `/apikeys/${apiKeyID}`
    const isInactive = async (): Promise<boolean | undefined> => {
      const { value } = await manager.look({ method: 'GET', path }, credentials)
      return answeredSchema.safeParse(value).data?.active === false
    }
    const mayLook = (error: unknown): undefined => {
      if (!(error instanceof Refusal) || error.status !== 403) throw error
    }
    if (await isInactive().catch(mayLook)) return true
    const answer = await manager.change({ method: 'POST', path, body: { active: false } }, credentials)
    return (await isInactive().catch(mayLook)) ?? saysInactive(answer)
  }

  async function carryOn(lockOut: LockOut): Promise<void> {
    const tries = lockOut.tries + 1
    const held = { ...lockOut, tries, lease: Math.max(lockOut.lease + 1, clock() + timing.leaseMs) }
    if (!(await lockOuts.renew(lockOut, held))) return
    const tried = clock()
    const end = await tryAgain(held)
    if (end === undefined) {
      const patience = Math.min(patienceMaxMs, timing.retryMs * 2 ** Math.min(tries, 10))
      await lockOuts.renew(held, { tries, lease: clock() + patience })
    } else await close(held, end, tried)
  }

  // Recorded before it is crossed out: who dies in between leaves it to be looked at once more, never unsaid.
  async function close(lockOut: LockOut, [outcome, reason]: End, tried: number): Promise<void> {
    const { origin, scope, apiKeyID, tries } = lockOut
    const detail = { active: false, tries }
    const act = { action: 'apikey.locked', objectKind: 'apiKeys', objectID: apiKeyID, detail } as const
    await recorder.record({ ...origin, scope }, origin, act, outcome, reason)
    await (outcome === 'ok' ? lockOuts.forget(lockOut, tried) : lockOuts.end(lockOut))
    await live.publish(scope, { kind: 'apiKeys', ID: apiKeyID })
    await live.publish(scope, { kind: 'notes', ID: apiKeyID })
  }

  return {
    /** Written down before it is asked for, so that it is tried again whatever dies meanwhile. */
    async around({ person, origin }: Caller, apiKeyID: number, work: () => Promise<string>): Promise<string> {
      const { scope, owner, administratorID, userName, tenantName } = person
      const begun = clock()
      const asked = { ...origin, administratorID, userName, tenantName }
      const lockOut = { scope, apiKeyID, owner, begun, tries: 0, lease: begun + timing.leaseMs, origin: asked }
      const goOn = async () => {
        await lockOuts.renew(lockOut, { tries: 0, lease: clock() + timing.retryMs })
        await live.publish(scope, { kind: 'notes', ID: apiKeyID })
      }
      await lockOuts.add(lockOut)
      try {
        const answer = await work()
        await (saysInactive(answer) ? lockOuts.forget(lockOut, begun) : goOn()).catch(onLost)
        return answer
      } catch (error) {
        await (saysNo(error) ? lockOuts.end(lockOut) : goOn()).catch(onLost)
        throw error
      }
    },
    /** Whoever unlocks it has decided otherwise, once the manager says that they may. */
    async aroundUnlock({ person: { scope } }: Caller, apiKeyID: number, work: () => Promise<string>): Promise<string> {
      const begun = clock()
      await lockOuts.hold({ scope, apiKeyID }, begun + timing.leaseMs)
      let answer: string
      try {
        answer = await work()
      } catch (error) {
        await lockOuts.hold({ scope, apiKeyID }, clock() + timing.retryMs).catch(onLost)
        throw error
      }
      const wasWaiting = await lockOuts.forget({ scope, apiKeyID }, begun).catch(onLost)
      if (wasWaiting === true) await live.publish(scope, { kind: 'notes', ID: apiKeyID })
      return answer
    },
    async run(): Promise<void> {
      const due = await lockOuts.due(clock(), atOnceMax)
      await Promise.all(due.map((lockOut) => carryOn(lockOut).catch(onLost)))
    },
  }
}

const notNow: readonly number[] = [401, 429]
/** Whoever asked was told so, and that nothing was changed. */
const saysNo = (error: unknown): error is Refusal => error instanceof Refusal && error.status < 500
/** A try by ourselves may come in a better moment: when its person is signed in again, or the manager less busy. */
const isFinal = (error: unknown): error is Refusal => saysNo(error) && !notNow.includes(error.status)

const saysInactive = (answer: string): boolean => answeredSchema.safeParse(JSON.parse(answer)).data?.active === false
