import type { RecordExport } from '@latchkey/contract'
import { api } from '../lib/client.ts'
import { toCsv } from '../lib/csv.ts'
import { saveFile } from '../lib/save-file.ts'

interface Table {
  readonly objectKind: RecordExport['objectKind']
  /** As the address has it: whoever reads the activity can open the same list. */
  readonly filter: string
  readonly header: readonly string[]
  readonly lines: readonly (readonly string[])[]
}

/** Recorded in the activity before the file is there: without the record there is none. */
export async function saveRecordedCsv(fileName: string, { objectKind, filter, header, lines }: Table): Promise<void> {
  await api.activity.recordExport({
    body: { objectKind, format: 'csv', count: lines.length, filter: filter.slice(0, 1000) },
  })
  saveFile(`${fileName}-${new Date().toISOString().slice(0, 10)}.csv`, toCsv([header, ...lines]), 'text/csv')
}
