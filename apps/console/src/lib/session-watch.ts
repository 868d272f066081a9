import { useSyncExternalStore } from 'react'
import { dropFirstAnswers } from './first-answers.ts'

/** Calls that were answered 401 wait here until the same person has signed in again; then each goes on, once. */
interface Waiting {
  readonly promise: Promise<void>
  readonly resume: () => void
  readonly abandon: (reason: Error) => void
}

let waiting: Waiting | undefined
let ending = new AbortController()
const listeners = new Set<() => void>()
const resuming = new Set<() => void>()

function set(next: Waiting | undefined): void {
  waiting = next
  for (const listener of listeners) listener()
}

export function signedInAgain(): Promise<void> {
  if (waiting === undefined) {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    set({ promise, resume: () => resolve(), abandon: reject })
    // Whoever waits hears of it; when nobody does, it is no fault.
    promise.catch(() => undefined)
    return promise
  }
  return waiting.promise
}

export function resumeSession(): void {
  const ended = waiting
  set(undefined)
  ended?.resume()
  for (const goOn of resuming) goOn()
  resuming.clear()
}

/** What ended with the session without a call that waits begins again with it. */
export const untilResumed = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    resuming.add(resolve)
    signal.addEventListener('abort', () => resolve(), { once: true })
  })

/** Another person, or nobody: what waited is not done in their name. */
export function abandonSession(): void {
  const ended = waiting
  dropFirstAnswers()
  ending.abort()
  ending = new AbortController()
  set(undefined)
  ended?.abandon(new DOMException('The session ended.', 'AbortError'))
}

/** What takes more than one call looks at it before each: the next one would be of another person. */
export const untilAbandoned = (): AbortSignal => ending.signal

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useSessionEnded = (): boolean => useSyncExternalStore(subscribe, () => waiting !== undefined)
