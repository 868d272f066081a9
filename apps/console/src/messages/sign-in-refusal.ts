import { CallError } from '../lib/client.ts'
import type { MessagesInWindows } from './windows.ts'

/** Whoever proved who they are may know what keeps them out. */
export const signInRefusal = (error: Error, messages: MessagesInWindows): string =>
  error instanceof CallError && error.status === 403 ? messages.keptOut : error.message
