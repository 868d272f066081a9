import { startOfDay } from '../lib/days.ts'
import type { Formats } from '../lib/formats.ts'

/** What of a log stands in the address besides its own filters. */
export interface LogAddress {
  readonly q?: string | undefined
  readonly sort?: string | undefined
  /** Days such as 2026-11-21, where the viewer is. */
  readonly from?: string | undefined
  readonly to?: string | undefined
  /** The entry that is open. */
  readonly open?: string | undefined
}

const day = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/
export const idText = /^\d{1,10}$/

type Search = Readonly<Record<string, unknown>>

export function textIn(search: Search, name: string, pattern = /./): string | undefined {
  const value = search[name]
  return typeof value === 'string' && pattern.test(value) ? value : undefined
}

// What is not set is said as undefined and not left out: the router would keep what was in the address.
export const parseLogAddress = (search: Search): LogAddress => ({
  q: textIn(search, 'q'),
  sort: textIn(search, 'sort'),
  from: textIn(search, 'from', day),
  to: textIn(search, 'to', day),
  open: textIn(search, 'open', idText),
})

/** The days that are set, in words. */
export const daysSet = (
  { from, to }: LogAddress,
  words: { readonly fromDay: string; readonly toDay: string },
  { date }: Pick<Formats, 'date'>,
): readonly { readonly name: 'from' | 'to'; readonly text: string }[] =>
  [
    { name: 'from' as const, word: words.fromDay, day: startOfDay(from) },
    { name: 'to' as const, word: words.toDay, day: startOfDay(to) },
  ].flatMap(({ name, word, day: start }) => (start === undefined ? [] : [{ name, text: `${word} ${date(start)}` }]))
