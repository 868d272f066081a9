import type { Database } from '@latchkey/database'
import type { ManagerTables } from './tables.ts'

export interface SteadyClock {
  readonly now: () => number
  /** Writes down how late it is. */
  readonly keep: () => Promise<void>
  /** How far the machine's clock stands behind what was written down. */
  readonly behindMs: number
}

/** Never goes back, while we run or over a restart: what has expired once would be good again. */
export async function openSteadyClock(
  { kysely }: Database<ManagerTables>,
  machine: () => number,
): Promise<SteadyClock> {
  const { latest: kept } = await kysely.selectFrom('latest_moment').selectAll().executeTakeFirstOrThrow()
  let latest = kept
  const now = () => (latest = Math.max(latest, machine()))
  return {
    now,
    keep: async () => {
      const moment = now()
      await kysely.updateTable('latest_moment').set({ latest: moment }).where('latest', '<', moment).execute()
    },
    behindMs: Math.max(0, kept - machine()),
  }
}
