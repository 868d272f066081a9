import { DatabaseUnavailable, DiskFull, OutcomeUnknown, StorageFault, UnusableDatabase } from '@latchkey/database'
import { Stop } from '../stop.ts'

/** What the layers below refuse with a sentence for people is passed on as that sentence; anything else is unexpected. */
export async function knownReason<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } catch (error) {
    if (error instanceof UnusableDatabase || error instanceof DatabaseUnavailable || error instanceof StorageFault)
      throw new Stop(error.message, 1, error)
    if (error instanceof OutcomeUnknown)
      throw new Stop('The database went away in the middle: start again, and what was half done is found.', 1, error)
    if (error instanceof DiskFull || isNoSpace(error))
      throw new Stop('The disk is full: free some space and start again; nothing was changed.', 1, error)
    if (isAccess(error)) throw new Stop(`${error.message}.`, 1, error)
    throw error
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')
const isNoSpace = (error: unknown): boolean => ['ENOSPC', 'EDQUOT'].includes(codeOf(error))
const isAccess = (error: unknown): error is Error =>
  ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EISDIR', 'ELOOP'].includes(codeOf(error))
