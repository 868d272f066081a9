import { useMutation } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { inAddress } from '../../lib/in-address.ts'
import { loadPart } from '../../lib/load-part.ts'
import { useSpeech } from '../../messages/messages.tsx'
import { outcomeText, requestText } from '../../messages/outcome.ts'
import { useFormats } from '../../messages/use-formats.ts'
import { Banner } from '../../ui/banner.tsx'
import { Menu } from '../../ui/menu.tsx'
import { useOffered } from '../../ui/offered.ts'
import type { ExportFormat } from './export-keys.ts'
import { filterNames } from './list-search.ts'
import type { ApiKeyRow } from './rows.ts'
import type { ListSearchState } from './use-list-search.ts'

interface ExportMenuProps {
  /** What is chosen, or else what is shown. */
  readonly rows: readonly ApiKeyRow[]
  readonly search: ListSearchState
}

export function ExportMenu({ rows, search }: ExportMenuProps) {
  const { messages } = useSpeech()
  const formats = useFormats()
  const { mutate, error } = useMutation({
    mutationFn: async (format: ExportFormat) => {
      const { exportKeys } = await loadPart(() => import('./export-keys.ts'))
      await exportKeys(rows, format, filterText(search), formats.timeZone)
    },
  })
  const items = [
    { id: 'csv', name: messages.exportCsv, onSelect: () => mutate('csv') },
    { id: 'json', name: messages.exportJson, onSelect: () => mutate('json') },
  ]
  useOffered(items)
  return (
    <>
      {error && (
        <Banner tone="danger">
          {messages.exportFailed} {outcomeText(error, messages)} {requestText(error, messages)}
        </Banner>
      )}
      <Menu label={messages.exportList} trigger={<Download size={16} aria-hidden />} items={items} />
    </>
  )
}

/** As the address has it: whoever reads the activity can open the same list. */
function filterText({ text, filters }: ListSearchState): string {
  const parts = filterNames.flatMap((name) =>
    filters[name] === undefined ? [] : [`${name}=${inAddress(filters[name])}`],
  )
  return [...(text === '' ? [] : [`q=${inAddress(text)}`]), ...parts].join('&')
}
