import { setTimeout as wait } from 'node:timers/promises'
import { Refusal, type ActivityVerification } from '@latchkey/contract'
import type { Database } from '@latchkey/database'
import type { ConsoleTables } from '../database/tables.ts'
import type { Head } from './activity-repository.ts'
import type { Anchor } from './recorder.ts'
import { beginning, newestOf, verifyUpTo } from './verify.ts'

interface ProofDependencies {
  readonly database: Database<ConsoleTables>
  readonly key: Buffer
  readonly clock: () => number
  readonly anchors: () => readonly Anchor[]
  readonly onFinding: (finding: ActivityVerification['finding']) => void
  readonly onFailed: (error: unknown) => void
}

/** What was read is believed for so long; what came since is read at once. */
const freshMs = 60_000
/** After that everything is read again from the first entry on. */
const wholeMs = 10 * 60_000
const patienceMs = 1_500

/** How far the activity is surely as it was written: read up to the newest anchor, on from where it was read before. */
export function createProof({ database, key, clock, anchors, onFinding, onFailed }: ProofDependencies) {
  let proven: Head = beginning
  let wholeAt: number | undefined
  let found: Omit<ActivityVerification, 'checking'> = {}
  let running: Promise<void> | undefined

  async function check(known: readonly Anchor[], anchor: Anchor): Promise<void> {
    const now = clock()
    const isWhole = wholeAt === undefined || now - wholeAt >= wholeMs || found.finding !== undefined
    const from = isWhole ? beginning : proven
    const { last, finding } = await verifyUpTo(database.kysely, key, known, from, anchor)
    if (isWhole) wholeAt = now
    proven = last
    const { sequence, time } = anchor
    found = finding
      ? { anchor: { sequence, time }, finding }
      : { anchor: { sequence, time }, verified: { sequence, anchored: time, checked: now } }
    if (finding) onFinding(finding)
  }

  function knownAnchors(): readonly Anchor[] {
    try {
      return anchors()
    } catch (cause) {
      throw new Refusal(500, 'The file of the anchors cannot be read: it was changed, or is another file.', { cause })
    }
  }

  return {
    async describe(): Promise<ActivityVerification> {
      const known = knownAnchors()
      const anchor = newestOf(known)
      if (anchor === undefined) return { checking: false }
      const { verified } = found
      const isFresh = verified?.sequence === anchor.sequence && clock() - verified.checked < freshMs
      if (!isFresh)
        running ??= check(known, anchor)
          .catch(onFailed)
          .finally(() => (running = undefined))
      // A long record is not waited for: whoever asks again is told.
      if (running) await Promise.race([running, wait(patienceMs, undefined, { ref: false })])
      return { ...found, checking: running !== undefined }
    },
  }
}
export type Proof = ReturnType<typeof createProof>
