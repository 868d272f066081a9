import { Readable } from 'node:stream'
import {
  activityEntrySchema,
  Refusal,
  viewActivity,
  type ActivityEntry,
  type ActivityFilter,
  type ActivitySearch,
  type ActivityVerification,
  type RecordExport,
} from '@latchkey/contract'
import type { Database } from '@latchkey/database'
import { createActivityRepository } from '../../activity/activity-repository.ts'
import type { Proof } from '../../activity/proof.ts'
import type { Recorder } from '../../activity/recorder.ts'
import type { Caller } from '../../caller.ts'
import type { ConsoleTables } from '../../database/tables.ts'
import type { ManagerClient } from '../../manager-client.ts'
import { csvLine } from './csv.ts'

const readAtOnce = 1000
const columns = activityEntrySchema.keyof().options

interface ActivityDependencies {
  readonly database: Database<ConsoleTables>
  readonly manager: ManagerClient
  readonly recorder: Recorder
  readonly proof: Proof
}

export function createActivityService({ database, manager, recorder, proof }: ActivityDependencies) {
  const activity = createActivityRepository(database.kysely)

  async function* entries(scope: string, filter: ActivityFilter): AsyncGenerator<ActivityEntry> {
    for (let after = 0; ;) {
      const page = await activity.oldest(scope, filter, { after, maxItems: readAtOnce })
      yield* page
      const last = page.at(-1)
      if (last === undefined || page.length < readAtOnce) return
      after = last.sequence
    }
  }

  async function requireView(caller: Caller): Promise<void> {
    if (await mayView(caller, manager)) return
    throw new Refusal(403, `Your role does not show the activity: it needs the right ${viewActivity}.`)
  }

  async function begin(caller: Caller, filter: ActivityFilter, format: string): Promise<string> {
    await requireView(caller)
    const { scope } = caller.person
    const detail = { format, count: await activity.count(scope, filter), filter: JSON.stringify(filter) }
    await recorder.record(caller.person, caller.origin, { action: 'export', objectKind: 'activity', detail }, 'ok')
    return scope
  }

  return {
    async search(caller: Caller, { before, maxItems, ...filter }: ActivitySearch) {
      await requireView(caller)
      const { scope } = caller.person
      return {
        entries: await activity.newest(scope, filter, { maxItems, ...(before !== undefined && { before }) }),
        total: await activity.count(scope, filter),
      }
    },
    async describeVerification(caller: Caller): Promise<ActivityVerification> {
      await requireView(caller)
      return await proof.describe()
    },
    async exportCsv(caller: Caller, filter: ActivityFilter): Promise<Readable> {
      const scope = await begin(caller, filter, 'csv')
      return Readable.from(csvLines(entries(scope, filter)))
    },
    async exportJsonLines(caller: Caller, filter: ActivityFilter): Promise<Readable> {
      const scope = await begin(caller, filter, 'jsonl')
      return Readable.from(jsonLines(entries(scope, filter)))
    },
    /** The page exports by itself what it shows: that it does so stands here first. */
    async recordExport({ person, origin }: Caller, { objectKind, ...detail }: RecordExport): Promise<void> {
      await recorder.record(person, origin, { action: 'export', objectKind, detail }, 'ok')
    },
  }
}
export type ActivityService = ReturnType<typeof createActivityService>

/** As the manager's system events; where it does not say what a person may do, whether it shows them these. */
async function mayView({ rights, asPerson }: Caller, manager: ManagerClient): Promise<boolean> {
  const held = await rights()
  if (held !== undefined) return held.has(viewActivity)
  const events = { method: 'POST', path: '/systemevents/search', body: { maxItems: 1 } } as const
  try {
    await asPerson((credentials) => manager.look(events, credentials))
    return true
  } catch (error) {
    if (error instanceof Refusal && [403, 404, 405].includes(error.status)) return false
    throw error
  }
}

async function* csvLines(entries: AsyncIterable<ActivityEntry>): AsyncGenerator<string> {
  yield csvLine(columns)
  for await (const entry of entries) {
    const shown = {
      ...entry,
      time: new Date(entry.time).toISOString(),
      detail: entry.detail && JSON.stringify(entry.detail),
    }
    yield csvLine(columns.map((name) => shown[name]))
  }
}

async function* jsonLines(entries: AsyncIterable<ActivityEntry>): AsyncGenerator<string> {
  for await (const entry of entries) yield `${JSON.stringify(entry)}\n`
}
