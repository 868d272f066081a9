import type { MessagesInWindows } from '../../../messages/windows.ts'

export const lockReasons = ['leaked', 'unused', 'ownerLeft', 'investigation', 'other'] as const
export type LockReason = (typeof lockReasons)[number]

/** As it stands on the key: the reason of the list, and what was added in words. */
export const reasonText = (reason: LockReason, words: string): string =>
  words.trim() === '' ? reason : `${reason}: ${words.trim()}`

export const reasonMessage = {
  leaked: 'reasonLeaked',
  unused: 'reasonUnused',
  ownerLeft: 'reasonOwnerLeft',
  investigation: 'reasonInvestigation',
  other: 'reasonOther',
} as const satisfies Record<LockReason, keyof MessagesInWindows>

/** As it is read: the reason of the list in the reader's language. */
export function readableReason(lockReason: string, messages: MessagesInWindows): string {
  const known = lockReasons.find((reason) => lockReason === reason || lockReason.startsWith(`${reason}: `))
  return known ? messages[reasonMessage[known]] + lockReason.slice(known.length) : lockReason
}

/** Somebody may have the secret: the key is not opened again before it has another. */
export const isLeaked = (lockReason: string | undefined): boolean => /^leaked\b/.test(lockReason ?? '')
