import { activityEntrySchema, type ActivityEntry, type ActivityFilter } from '@latchkey/contract'
import type { Database } from '@latchkey/database'
import { sql, type Kysely, type Selectable, type Transaction } from 'kysely'
import { z } from 'zod'
import type { ConsoleTables } from '../database/tables.ts'
import { chainHash } from './chain.ts'

/** What is recorded: an entry, and whose; sequence and time come with the writing. */
export type NewEntry = Omit<ActivityEntry, 'sequence'> & { readonly scope?: string | undefined }
export type Row = Selectable<ConsoleTables['activity']>

export interface Head {
  readonly sequence: number
  readonly hash: string
}

const storedSchema = activityEntrySchema.extend({ scope: z.string().optional() })

/** All of them or none, each after the one before; instances take turns. */
export function appendEntries(
  database: Database<ConsoleTables>,
  key: Buffer,
  entries: readonly NewEntry[],
): Promise<Head> {
  return database.transaction(async (transaction) => {
    const { sequence, hash } = await lockHead(transaction, database.engine)
    const rows: Row[] = []
    let head: Head = { sequence, hash }
    for (const entry of entries.map(storable)) {
      const text = JSON.stringify({ sequence: head.sequence + 1, ...entry })
      head = { sequence: head.sequence + 1, hash: chainHash(key, head.hash, text) }
      rows.push({ ...columnsOf(entry), sequence: head.sequence, entry: text, hash: head.hash })
    }
    await transaction.insertInto('activity').values(rows).execute()
    await transaction.updateTable('activity_head').set(head).where('id', '=', 1).execute()
    return head
  })
}

/** What no column can hold, or holds as something else, is never written: names are as strangers type them. */
const storable = (entry: NewEntry): NewEntry => ({
  ...entry,
  ...(entry.scope !== undefined && { scope: columnText(entry.scope) }),
  ...(entry.userName !== undefined && { userName: columnText(entry.userName) }),
})
const columnText = (text: string): string => text.replaceAll('\0', '\uFFFD').toWellFormed()

async function lockHead(transaction: Transaction<ConsoleTables>, engine: string): Promise<Head> {
  // Before anything is read: what comes after it sees what the one before has written, and nobody has to try again.
  if (engine === 'postgres') await sql`LOCK TABLE activity_head IN EXCLUSIVE MODE`.execute(transaction)
  return await transaction.selectFrom('activity_head').select(['sequence', 'hash']).executeTakeFirstOrThrow()
}

/** The columns repeat what the entry says, so that it can be searched; the verifier compares them. */
export const columnsOf = (entry: NewEntry): Omit<Row, 'sequence' | 'entry' | 'hash'> => ({
  scope: entry.scope ?? null,
  time: entry.time,
  action: entry.action,
  outcome: entry.outcome,
  user_name: entry.userName ?? null,
  object_kind: entry.objectKind ?? null,
  object_id: entry.objectID ?? null,
  request_id: entry.requestID,
})

const entryOf = ({ entry }: Pick<Row, 'entry'>): ActivityEntry => {
  const { scope: _scope, ...shown } = storedSchema.parse(JSON.parse(entry))
  return shown
}
export const storedEntry = (text: string): NewEntry & { readonly sequence: number } =>
  storedSchema.parse(JSON.parse(text))

export function createActivityRepository(db: Kysely<ConsoleTables>) {
  const matching = (scope: string, filter: ActivityFilter) => {
    let query = db.selectFrom('activity').where('scope', '=', columnText(scope))
    if (filter.userName !== undefined) query = query.where('user_name', '=', columnText(filter.userName))
    if (filter.action !== undefined) query = query.where('action', '=', filter.action)
    if (filter.outcome !== undefined) query = query.where('outcome', '=', filter.outcome)
    if (filter.objectKind !== undefined) query = query.where('object_kind', '=', columnText(filter.objectKind))
    if (filter.objectID !== undefined) query = query.where('object_id', '=', filter.objectID)
    if (filter.requestID !== undefined) query = query.where('request_id', '=', columnText(filter.requestID))
    if (filter.from !== undefined) query = query.where('time', '>=', filter.from)
    return filter.to === undefined ? query : query.where('time', '<=', filter.to)
  }
  return {
    async count(scope: string, filter: ActivityFilter): Promise<number> {
      const { entries } = await matching(scope, filter)
        .select((rows) => rows.fn.countAll<number | bigint | string>().as('entries'))
        .executeTakeFirstOrThrow()
      return Number(entries)
    },
    async newest(scope: string, filter: ActivityFilter, { before, maxItems }: { before?: number; maxItems: number }) {
      const query = matching(scope, filter).select('entry').orderBy('sequence', 'desc').limit(maxItems)
      return (await (before === undefined ? query : query.where('sequence', '<', before)).execute()).map(entryOf)
    },
    async oldest(scope: string, filter: ActivityFilter, { after, maxItems }: { after: number; maxItems: number }) {
      const query = matching(scope, filter).select('entry').where('sequence', '>', after)
      return (await query.orderBy('sequence').limit(maxItems).execute()).map(entryOf)
    },
    /** Whether anybody of this tenant ever came in here. */
    async wasEntered(scope: string): Promise<boolean> {
      const entered = matching(scope, { action: 'session.begun' }).select('sequence').orderBy('sequence').limit(1)
      return (await entered.executeTakeFirst()) !== undefined
    },
    rowsAfter: (sequence: number, countMax: number): Promise<Row[]> =>
      db
        .selectFrom('activity')
        .selectAll()
        .where('sequence', '>', sequence)
        .orderBy('sequence')
        .limit(countMax)
        .execute(),
    head: (): Promise<Head> => db.selectFrom('activity_head').select(['sequence', 'hash']).executeTakeFirstOrThrow(),
  }
}
