import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { ConsoleTables } from '../database/tables.ts'
import { columnsOf, createActivityRepository, storedEntry, type Head, type Row } from './activity-repository.ts'
import { chainHash } from './chain.ts'
import type { Anchor } from './recorder.ts'

/** The first place where the record is not what was written, and what is wrong there. */
interface Finding {
  readonly sequence: number
  readonly what: string
}
interface ActivityVerdict {
  readonly entries: number
  readonly finding?: Finding
  readonly lastAnchor?: Anchor
}
interface Walked {
  /** The last entry that is as it was written. */
  readonly last: Head
  readonly finding?: Finding
}

const atOnce = 1000
export const beginning: Head = { sequence: 0, hash: '' }

/** Reads the whole chain: finds any change or gap, and any cut before the last anchor; where, and what. */
export async function verifyActivity(
  db: Kysely<ConsoleTables>,
  key: Buffer,
  anchors: readonly Anchor[],
): Promise<ActivityVerdict> {
  const lastAnchor = newestOf(anchors)
  const read = await walk(db, key, anchors, beginning, Number.POSITIVE_INFINITY)
  const head = await createActivityRepository(db).head()
  // Others may have written since the last entry was read: those are read as well, up to what is now the last.
  const isBehind = read.finding === undefined && read.last.sequence < head.sequence
  const { last, finding } = isBehind ? await walk(db, key, anchors, read.last, head.sequence) : read
  const verdict = (what?: string): ActivityVerdict => ({
    entries: last.sequence,
    ...(finding && { finding }),
    ...(what !== undefined && { finding: { sequence: last.sequence + 1, what } }),
    ...(lastAnchor && { lastAnchor }),
  })
  if (finding) return verdict()
  if (lastAnchor && lastAnchor.sequence > last.sequence) return verdict(cutOff)
  if (head.sequence !== last.sequence || head.hash !== last.hash) return verdict('was cut off, or the head was changed')
  return verdict()
}

/** From behind an entry that is as it was written up to this anchor, while others write behind it. */
export async function verifyUpTo(
  db: Kysely<ConsoleTables>,
  key: Buffer,
  anchors: readonly Anchor[],
  from: Head,
  { sequence }: Anchor,
): Promise<Walked> {
  const { last, finding } = await walk(db, key, anchors, from, sequence)
  if (finding) return { last, finding }
  return last.sequence < sequence ? { last, finding: { sequence: last.sequence + 1, what: cutOff } } : { last }
}

const cutOff = 'was cut off, with everything after it'
export const newestOf = (anchors: readonly Anchor[]): Anchor | undefined =>
  anchors.toSorted((a, b) => a.sequence - b.sequence).at(-1)

async function walk(
  db: Kysely<ConsoleTables>,
  key: Buffer,
  anchors: readonly Anchor[],
  from: Head,
  to: number,
): Promise<Walked> {
  const activity = createActivityRepository(db)
  const anchored = new Map(anchors.map((anchor) => [anchor.sequence, anchor]))
  let last = from
  while (last.sequence < to) {
    const rows = await activity.rowsAfter(last.sequence, Math.min(atOnce, to - last.sequence))
    for (const row of rows) {
      const what = whatIsWrong(key, last, row, anchored.get(row.sequence))
      if (what !== undefined) return { last, finding: { sequence: last.sequence + 1, what } }
      last = { sequence: row.sequence, hash: row.hash }
    }
    if (rows.length === 0) break
    // Whoever waits for anything else of this process waits for one page at most.
    await nextTurn()
  }
  return { last }
}

function whatIsWrong(key: Buffer, last: Head, row: Row, anchor: Anchor | undefined): string | undefined {
  if (row.sequence !== last.sequence + 1) return 'is missing'
  if (row.hash !== chainHash(key, last.hash, row.entry)) return 'was changed'
  if (!columnsMatch(row)) return 'was changed in a column beside it'
  return anchor && anchor.hash !== row.hash ? 'is not what was anchored' : undefined
}

function columnsMatch({ sequence, entry: text, hash: _hash, ...columns }: Row): boolean {
  const entry = storedEntry(text)
  const expected: Record<string, unknown> = columnsOf(entry)
  return entry.sequence === sequence && Object.entries(columns).every(([name, value]) => expected[name] === value)
}
