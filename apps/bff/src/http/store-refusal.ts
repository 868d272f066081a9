import { Refusal } from '@latchkey/contract'
import { DatabaseUnavailable, DiskFull, OutcomeUnknown, StorageFault } from '@latchkey/database'

/** A store that does not answer is never "nobody is signed in". */
export function storeRefusal(error: unknown): Refusal | undefined {
  if (error instanceof DiskFull) return new Refusal(507, 'The disk is full: nothing was changed.', { cause: error })
  if (error instanceof DatabaseUnavailable)
    return new Refusal(503, "The console's database cannot be reached.", { cause: error })
  if (error instanceof OutcomeUnknown || error instanceof StorageFault)
    return new Refusal(503, "The console's database gave no answer: whether something was changed is not known.", {
      cause: error,
    })
  return undefined
}
