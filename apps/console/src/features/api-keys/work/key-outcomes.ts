import type { ApiKey } from '@latchkey/contract'
import type { Outcome } from './key-work.ts'

export interface KeyOutcome {
  readonly key: ApiKey
  readonly outcome: Outcome
}

/** Each of the keys, and not only those that it came to before somebody stopped it. */
export const isAllDone = (keys: readonly ApiKey[], outcomes: readonly KeyOutcome[]): boolean =>
  outcomes.length === keys.length && outcomes.every(({ outcome }) => outcome.status === 'done' && !outcome.isReasonLost)

/** What has become of the keys that are not tried again. */
export function untouchedBy(again: readonly ApiKey[], outcomes: readonly KeyOutcome[]): readonly KeyOutcome[] {
  const IDs = new Set(again.map(({ ID }) => ID))
  return outcomes.filter(({ key }) => !IDs.has(key.ID))
}
