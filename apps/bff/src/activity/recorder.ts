import { randomUUID } from 'node:crypto'
import { Refusal, type ActivityAction, type ActivityEntry, type ActivityOutcome } from '@latchkey/contract'
import type { Database } from '@latchkey/database'
import type { Origin, Person } from '../caller.ts'
import type { ConsoleTables } from '../database/tables.ts'
import { appendEntries, createActivityRepository, type Head, type NewEntry } from './activity-repository.ts'

type Detail = NonNullable<ActivityEntry['detail']>
export interface Act {
  readonly action: ActivityAction
  readonly objectKind?: string
  readonly objectID?: number
  readonly objectName?: string
  readonly detail?: Detail
}
export type Actor = Pick<Person, 'scope' | 'userName' | 'tenantName'> & Partial<Pick<Person, 'administratorID'>>

interface RecorderDependencies {
  readonly database: Database<ConsoleTables>
  readonly key: Buffer
  readonly clock: () => number
  /** Of whoever runs the console: what nobody of a tenant did belongs there. */
  readonly homeScope: string
  /** Given the newest entry's number and hash now and then, to be kept where a writer of the database cannot reach. */
  readonly anchor: (anchor: Anchor) => void
  readonly onLost: (error: unknown) => void
  readonly onAnchorLost: (error: unknown) => void
}
export interface Anchor extends Head {
  readonly time: number
}

const anchorEvery = { entries: 1000, ms: 5 * 60_000 } as const
const userAgentMax = 256
const atOnceMax = 200

/** The append-only record of what is done through the console: nothing is done without it. */
export function createRecorder({
  database,
  key,
  clock,
  homeScope,
  anchor,
  onLost,
  onAnchorLost,
}: RecorderDependencies) {
  const waiting: { entry: NewEntry; resolve: () => void; reject: (error: unknown) => void }[] = []
  let writing: Promise<void> | undefined
  let anchored = { sequence: 0, time: clock() }
  let head: Head | undefined

  // One transaction for all that came meanwhile: the disk is waited for once, and the chain has one writer here.
  async function write(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, atOnceMax)
      try {
        head = await appendEntries(
          database,
          key,
          batch.map(({ entry }) => entry),
        )
        for (const { resolve } of batch) resolve()
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
      anchorIfDue()
    }
    writing = undefined
  }
  /** What is recorded is recorded; an anchor that could not be written is tried again. */
  function anchorIfDue(): void {
    if (head === undefined || head.sequence <= anchored.sequence) return
    const isDue = head.sequence - anchored.sequence >= anchorEvery.entries || clock() - anchored.time >= anchorEvery.ms
    if (isDue) tryToAnchor(head)
  }
  function tryToAnchor(newest: Head): void {
    try {
      anchorNow(newest)
    } catch (error) {
      onAnchorLost(error)
    }
  }
  function anchorNow({ sequence, hash }: Head): void {
    anchor({ sequence, hash, time: clock() })
    anchored = { sequence, time: clock() }
  }

  function append(entry: NewEntry): Promise<void> {
    return new Promise((resolve, reject) => {
      waiting.push({ entry, resolve, reject })
      writing ??= write()
    })
  }

  const record = (
    who: Actor | undefined,
    { requestID, address, userAgent }: Origin,
    { action, detail, ...object }: Act,
    outcome: ActivityOutcome,
    reason?: string,
  ): Promise<void> =>
    append({
      ID: randomUUID(),
      time: clock(),
      scope: who?.scope ?? homeScope,
      ...(who && { userName: who.userName }),
      ...(who?.administratorID !== undefined && { administratorID: who.administratorID }),
      ...(who?.tenantName !== undefined && { tenantName: who.tenantName }),
      action,
      ...object,
      outcome,
      ...(reason !== undefined && { reason }),
      requestID,
      ...(address !== '' && { address }),
      ...(userAgent !== '' && { userAgent: userAgent.slice(0, userAgentMax) }),
      ...(detail && { detail }),
    })

  return {
    record,
    /** Of somebody who did not come in: anyone can name a tenant, and one where nobody ever was has nobody who would see it. */
    async recordRefused(who: Actor, origin: Origin, act: Act): Promise<void> {
      const isTheirs = await createActivityRepository(database.kysely).wasEntered(who.scope)
      await record(isTheirs ? who : { ...who, scope: homeScope }, origin, act, 'denied')
    },
    /** Where nothing more is recorded for a while, what was recorded last is anchored all the same. */
    anchorIfDue,
    /** Begun before, ended after: where the first cannot be written, nothing is done. */
    async around<Result>(
      { person, origin }: { readonly person: Actor | undefined; readonly origin: Origin },
      act: Act,
      work: () => Promise<Result>,
      objectOf: (result: Result) => Pick<Act, 'objectID' | 'objectName'> = () => ({}),
    ): Promise<Result> {
      await record(person, origin, act, 'begun')
      let result: Result
      try {
        result = await work()
      } catch (error) {
        const reason = error instanceof Refusal ? error.message : undefined
        await record(person, origin, act, outcomeOf(error), reason).catch(onLost)
        throw error
      }
      // It is done: that its end could not be written must not look as if it were not.
      await record(person, origin, { ...act, ...objectOf(result) }, 'ok').catch(onLost)
      return result
    },
    /** The first entry of a start, and an anchor: what was before it cannot be cut off unseen any more. */
    async open(origin: Origin): Promise<void> {
      await record(undefined, origin, { action: 'system.started' }, 'ok')
      if (head !== undefined) anchorNow(head)
    },
    /** The last entry of a stop, and its anchor; without one the stop goes on. */
    async close(origin: Origin): Promise<void> {
      await record(undefined, origin, { action: 'system.stopped' }, 'ok').catch(onLost)
      await writing
      if (head !== undefined && head.sequence > anchored.sequence) tryToAnchor(head)
    },
  }
}
export type Recorder = ReturnType<typeof createRecorder>

function outcomeOf(error: unknown): ActivityOutcome {
  if (!(error instanceof Refusal)) return 'unknown'
  if (error.status === 401 || error.status === 403) return 'denied'
  if (error.changed !== undefined) return error.changed === 'no' ? 'failed' : 'unknown'
  return error.status < 500 || error.status === 507 ? 'failed' : 'unknown'
}
