import type { Kysely } from 'kysely'
import type { ConsoleTables } from '../database/tables.ts'
import { columnsOf, createActivityRepository, storedEntry } from './activity-repository.ts'
import { chainHash } from './chain.ts'
import type { Anchor } from './recorder.ts'

interface ActivityVerdict {
  readonly entries: number
  /** The first place where the record is not what was written, and what is wrong there. */
  readonly finding?: { readonly sequence: number; readonly what: string }
  readonly lastAnchor?: Anchor
}

const atOnce = 1000

/** Reads the whole chain: finds any change or gap, and any cut before the last anchor; where, and what. */
export async function verifyActivity(
  db: Kysely<ConsoleTables>,
  key: Buffer,
  anchors: readonly Anchor[],
): Promise<ActivityVerdict> {
  const activity = createActivityRepository(db)
  const anchored = new Map(anchors.map((anchor) => [anchor.sequence, anchor]))
  const lastAnchor = anchors.toSorted((a, b) => a.sequence - b.sequence).at(-1)
  let last = { sequence: 0, hash: '' }
  const verdict = (what?: string, sequence = last.sequence + 1): ActivityVerdict => ({
    entries: last.sequence,
    ...(what !== undefined && { finding: { sequence, what } }),
    ...(lastAnchor && { lastAnchor }),
  })
  for (;;) {
    const rows = await activity.rowsAfter(last.sequence, atOnce)
    for (const row of rows) {
      if (row.sequence !== last.sequence + 1) return verdict('is missing')
      if (row.hash !== chainHash(key, last.hash, row.entry)) return verdict('was changed')
      if (!columnsMatch(row)) return verdict('was changed in a column beside it')
      const anchor = anchored.get(row.sequence)
      if (anchor && anchor.hash !== row.hash) return verdict('is not what was anchored')
      last = { sequence: row.sequence, hash: row.hash }
    }
    if (rows.length < atOnce) break
  }
  if (lastAnchor && lastAnchor.sequence > last.sequence) return verdict('was cut off, with everything after it')
  const head = await activity.head()
  if (head.sequence !== last.sequence || head.hash !== last.hash) return verdict('was cut off, or the head was changed')
  return verdict()
}

function columnsMatch({
  sequence,
  entry: text,
  hash: _hash,
  ...columns
}: Awaited<ReturnType<ReturnType<typeof createActivityRepository>['rowsAfter']>>[number]): boolean {
  const entry = storedEntry(text)
  const expected: Record<string, unknown> = columnsOf(entry)
  return entry.sequence === sequence && Object.entries(columns).every(([name, value]) => expected[name] === value)
}
