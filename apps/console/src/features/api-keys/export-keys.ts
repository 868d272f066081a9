import { api } from '../../lib/client.ts'
import { toCsv } from '../../lib/csv.ts'
import { saveFile } from '../../lib/save-file.ts'
import { isoIn } from '../../lib/zoned-time.ts'
import type { ApiKeyRow } from './rows.ts'

export type ExportFormat = 'csv' | 'json'

/** Recorded in the activity before the file is there: without the record there is none. */
export async function exportKeys(rows: readonly ApiKeyRow[], format: ExportFormat, filter: string, timeZone: string) {
  await api.activity.recordExport({
    body: { objectKind: 'apiKeys', format, count: rows.length, filter: filter.slice(0, 1000) },
  })
  const objects = rows.map((row) => exported(row, timeZone))
  const day = isoIn(Date.now(), timeZone).slice(0, 10)
  const text = format === 'csv' ? csvOf(objects) : `${JSON.stringify(objects, null, 2)}\n`
  saveFile(`api-keys-${day}.${format}`, text, format === 'csv' ? 'text/csv' : 'application/json')
}

type Exported = ReturnType<typeof exported>

function exported({ key, roleName, status }: ApiKeyRow, timeZone: string) {
  const moment = (ms: number | undefined) => (ms === undefined ? undefined : isoIn(ms, timeZone))
  return {
    ID: key.ID,
    keyName: key.keyName,
    description: key.description,
    roleID: key.roleID,
    role: roleName,
    status,
    active: key.active,
    locale: key.locale,
    timeZone: key.timeZone,
    created: moment(key.created),
    lastSignIn: moment(key.lastSignIn),
    expiryDate: moment(key.expiryDate),
    unlockTime: moment(key.unlockTime),
    unsuccessfulSignInAttempts: key.unsuccessfulSignInAttempts,
  }
}

const columns = [
  'ID',
  'keyName',
  'description',
  'roleID',
  'role',
  'status',
  'active',
  'locale',
  'timeZone',
  'created',
  'lastSignIn',
  'expiryDate',
  'unlockTime',
  'unsuccessfulSignInAttempts',
] as const satisfies readonly (keyof Exported)[]

const csvOf = (objects: readonly Exported[]): string =>
  toCsv([columns, ...objects.map((object) => columns.map((name) => String(object[name] ?? '')))])
