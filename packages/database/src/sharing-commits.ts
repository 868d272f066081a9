import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Transaction } from 'kysely'
import type { Database } from './database.ts'
import { Conflict, DatabaseUnavailable, DiskFull, OutcomeUnknown, StorageFault } from './errors.ts'

const togetherMax = 16

interface Waiting<Tables> {
  readonly work: (transaction: Transaction<Tables>) => Promise<unknown>
  readonly done: (result: unknown) => void
  readonly failed: (error: unknown) => void
}

/**
 * For a store whose changes wait for each other anyway: those that come while one is being made become one transaction, one after the
 * other, so that the disk is waited for once and not for each. Whoever changes something is answered after the commit, as ever; where
 * one of them is refused, all are undone and each is made alone.
 */
export function sharingCommits<Tables>(database: Database<Tables>): Database<Tables> {
  const waiting: Waiting<Tables>[] = []
  let isWorking = false

  async function workOff(): Promise<void> {
    isWorking = true
    while (waiting.length > 0) {
      // What arrived in the same turn of the loop comes along.
      await nextTurn()
      await makeTogether(waiting.splice(0, togetherMax))
    }
    isWorking = false
  }

  async function makeTogether(changes: readonly Waiting<Tables>[]): Promise<void> {
    try {
      const results = await database.transaction(async (transaction) => {
        const made: unknown[] = []
        for (const { work } of changes) made.push(await work(transaction))
        return made
      })
      for (const [index, { done }] of changes.entries()) done(results[index])
    } catch (error) {
      if (changes.length === 1 || isOfStore(error)) for (const { failed } of changes) failed(error)
      else for (const change of changes) await makeTogether([change])
    }
  }

  return {
    ...database,
    transaction: (work) =>
      new Promise((resolve, reject) => {
        // What comes back is what this very work gave.
        waiting.push({ work, done: resolve as (result: unknown) => void, failed: reject })
        if (!isWorking) void workOff()
      }),
  }
}

/** Tried alone each would fail as well, or happen twice. What collides together may not collide alone. */
const isOfStore = (error: unknown): boolean =>
  [DatabaseUnavailable, DiskFull, OutcomeUnknown, StorageFault].some((kind) => error instanceof kind) &&
  !(error instanceof Error && error.cause instanceof Conflict)
