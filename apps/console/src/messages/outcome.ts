import { CallError } from '../lib/client.ts'
import type { Messages } from './en.ts'

/** What is said of the outcome in place of the usual: where more was at stake, and a part of it is done. */
export type OutcomeWords = Pick<Messages, 'refused' | 'failedUnchanged' | 'unknownOutcome'>

/** Refused, failed and unknown are three different things to know; whoever reads it must not take one for another. */
export function outcomeText(error: Error, messages: Messages): string {
  if (!(error instanceof CallError)) return messages.consoleFault
  if (error.changed === 'maybe') return messages.unknownOutcome
  if (error.status === undefined) return `${messages.noAnswer} ${messages.failedUnchanged}`
  const outcome = error.status < 500 ? messages.refused : messages.failedUnchanged
  return `${outcome} ${error.message}`
}

export const requestText = (error: Error, messages: Messages): string | undefined =>
  error instanceof CallError && error.requestID !== undefined ? messages.requestID(error.requestID) : undefined
