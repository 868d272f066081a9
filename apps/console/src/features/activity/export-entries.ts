import type { ActivityEntry, ActivityFilter } from '@latchkey/contract'
import type { Exported } from '../../frames/list-page.tsx'
import { saveRecordedCsv } from '../../queries/recorded-csv.ts'

// As in the file that the record itself makes.
const header = [
  'sequence',
  'ID',
  'time',
  'tenantName',
  'administratorID',
  'userName',
  'action',
  'objectKind',
  'objectID',
  'objectName',
  'outcome',
  'reason',
  'requestID',
  'address',
  'userAgent',
  'detail',
] as const satisfies readonly (keyof ActivityEntry)[]

/** What was looked for, or chosen: of that the record knows nothing, so the page makes the file. */
export const saveEntries = ({ rows, q }: Exported<ActivityEntry>, filter: ActivityFilter): Promise<void> =>
  saveRecordedCsv('activity', {
    objectKind: 'activity',
    filter: JSON.stringify({ ...filter, ...(q !== '' && { q }) }),
    header,
    lines: rows.map((entry) => header.map((name) => cellOf(entry, name))),
  })

function cellOf(entry: ActivityEntry, name: (typeof header)[number]): string {
  if (name === 'time') return new Date(entry.time).toISOString()
  if (name === 'detail') return entry.detail ? JSON.stringify(entry.detail) : ''
  return String(entry[name] ?? '')
}
