import { startOfDay } from '../lib/days.ts'
import type { Formats } from '../lib/formats.ts'
import type { LogAddress } from './log-address.ts'

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
