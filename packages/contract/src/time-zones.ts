import { z } from 'zod'
import { timeZoneNames } from './time-zone-names.ts'

const known = new Set(timeZoneNames)

/** Names are compared with their case and answered as given: US/Eastern stays US/Eastern. */
export const timeZoneSchema = z.string().refine((name) => known.has(name), 'is not a time zone of the IANA database')

// The SystemV names carry their offset; "AST4ADT" with a second letter group keeps daylight saving as in the United States.
const systemV: Readonly<Record<string, string>> = {
  AST4ADT: 'America/Halifax',
  EST5EDT: 'America/New_York',
  CST6CDT: 'America/Chicago',
  MST7MDT: 'America/Denver',
  PST8PDT: 'America/Los_Angeles',
  YST9YDT: 'America/Anchorage',
  AST4: 'Etc/GMT+4',
  EST5: 'Etc/GMT+5',
  CST6: 'Etc/GMT+6',
  MST7: 'Etc/GMT+7',
  PST8: 'Etc/GMT+8',
  YST9: 'Etc/GMT+9',
  HST10: 'Etc/GMT+10',
}

/** The name under which Intl knows a zone. */
export const intlTimeZone = (name: string): string =>
  name.startsWith('SystemV/') ? (systemV[name.slice('SystemV/'.length)] ?? 'Etc/UTC') : name
