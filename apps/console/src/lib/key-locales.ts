import type { Locale } from '@latchkey/contract'

/** Of the contract, written once more here: its own list comes with zod, which is not for the page. */
export const keyLocales = ['en-US', 'ja-JP'] as const satisfies readonly Locale[]
