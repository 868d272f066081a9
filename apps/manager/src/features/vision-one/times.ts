import { lastEpochMs } from '@latchkey/contract'

/** Whole seconds in UTC, and "" where there is none; what was kept from before there was a last moment ends with it. */
export const timeText = (time: number | undefined): string =>
  time === undefined ? '' : new Date(Math.min(time, lastEpochMs)).toISOString().replace(/\.\d+Z$/, 'Z')

/** The same day of a later month, or that month's last. */
export function monthsFrom(now: number, months: number): number {
  const date = new Date(now)
  const day = date.getUTCDate()
  date.setUTCMonth(date.getUTCMonth() + months, 1)
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
  return date.setUTCDate(Math.min(day, lastDay))
}
