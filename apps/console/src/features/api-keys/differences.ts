import type { ApiKey } from '@latchkey/contract'

const compared = ['keyName', 'description', 'roleID', 'locale', 'timeZone', 'active', 'expiryDate'] as const
export type ComparedField = (typeof compared)[number]

/** Where two readings of one key differ in what a person may change. */
export const differences = (before: ApiKey, now: ApiKey): readonly ComparedField[] =>
  compared.filter((field) => before[field] !== now[field])
