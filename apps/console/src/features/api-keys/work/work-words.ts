import type { ApiKey } from '@latchkey/contract'
import { CallError } from '../../../lib/client.ts'
import type { MessagesInWindows } from '../../../messages/windows.ts'
import { outcomeText, requestText } from '../../../messages/outcome.ts'
import { NotLockedOut } from '../../../queries/api-key-changes.ts'
import type { KeyOutcome } from './key-outcomes.ts'
import type { Outcome } from './key-work.ts'
import type { WorkKind } from './work-change.ts'

const verbs = {
  lockOut: ['lockOutVerb', 'lockedOutDone'],
  unlock: ['unlockVerb', 'unlockedDone'],
  remove: ['removeVerb', 'removedDone'],
  setExpiry: ['setExpiryVerb', 'expirySetDone'],
  changeRole: ['changeRoleVerb', 'roleChangedDone'],
} as const satisfies Record<WorkKind, readonly [keyof MessagesInWindows, keyof MessagesInWindows]>

/** Verb and object, for the title, the button and what is said afterwards. */
export function workWords(
  kind: WorkKind,
  keys: readonly ApiKey[],
  messages: MessagesInWindows,
  number: (value: number) => string,
): { readonly title: string; readonly action: string; readonly done: string } {
  const [only] = keys
  const object = keys.length === 1 && only ? messages.keyNamed(only.keyName) : messages.keysCounted(number(keys.length))
  const [verb, done] = verbs[kind]
  return { title: messages[verb](object), action: messages[verb](object), done: messages[done](object) }
}

/** It was asked for, and the manager did not say that it is so. */
export const isUnsure = ({ outcome }: KeyOutcome): boolean =>
  outcome.status === 'failed' &&
  (outcome.error instanceof NotLockedOut ||
    (outcome.error instanceof CallError && (outcome.error.status === undefined || outcome.error.status >= 500)))

export function outcomeWords(outcome: Exclude<Outcome, { status: 'changed' }>, messages: MessagesInWindows): string {
  if (outcome.status === 'done') return messages.reasonLost
  if (outcome.status === 'gone') return messages.deletedMeanwhile
  const { error } = outcome
  return error instanceof NotLockedOut
    ? messages.notConfirmed
    : [outcomeText(error, messages), requestText(error, messages)].filter(Boolean).join(' ')
}
