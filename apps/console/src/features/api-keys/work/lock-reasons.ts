export const lockReasons = ['leaked', 'unused', 'ownerLeft', 'investigation', 'other'] as const
export type LockReason = (typeof lockReasons)[number]

/** As it stands on the key: the reason of the list, and what was added in words. */
export const reasonText = (reason: LockReason, words: string): string =>
  words.trim() === '' ? reason : `${reason}: ${words.trim()}`

/** Somebody may have the secret: the key is not opened again before it has another. */
export const isLeaked = (lockReason: string | undefined): boolean => /^leaked\b/.test(lockReason ?? '')
