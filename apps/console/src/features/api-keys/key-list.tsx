import { useMemo } from 'react'
import { useSpeech } from '../../messages/messages.tsx'
import { useFormats } from '../../messages/use-formats.ts'
import type { GridColumn } from '../../ui/grid/column.ts'
import { Grid, type MenuPlace } from '../../ui/grid/grid.tsx'
import type { GridGroup, GridLine } from '../../ui/grid/group.ts'
import type { Selection } from '../../ui/grid/selection.ts'
import { useMediaQuery } from '../../ui/use-media-query.ts'
import { apiKeyColumns, columnHeader, narrowApiKeyColumns } from './columns.tsx'
import type { ColumnID, Sort } from './list-search.ts'
import type { ApiKeyRow } from './rows.ts'

interface KeyListProps {
  readonly rows: readonly GridLine<ApiKeyRow>[]
  readonly onToggleGroup: (group: GridGroup) => void
  readonly columns: readonly ColumnID[]
  readonly keepsLastSignIn: boolean
  readonly sort: Sort
  readonly onSort: (column: string) => void
  readonly selection: Selection
  readonly onSelect: (selection: Selection) => void
  readonly onOpen: (row: ApiKeyRow) => void
  readonly onMenu: (place: MenuPlace) => void
  readonly newRow?: number | undefined
}

export function KeyList({ columns: shown, keepsLastSignIn, ...grid }: KeyListProps) {
  const { messages } = useSpeech()
  const { number } = useFormats()
  const isNarrow = useNarrow()
  const isTouch = useMediaQuery('(pointer: coarse)')
  const columns = useGridColumns(isNarrow, shown, keepsLastSignIn)
  return (
    <Grid
      label={messages.apiKeys}
      selectLabel={messages.selectAll}
      columns={columns}
      rowKey={rowKey}
      countText={number}
      rowHeight={isNarrow ? 60 : isTouch ? 44 : 36}
      {...grid}
    />
  )
}

export const useNarrow = (): boolean => useMediaQuery('(max-width: 640px)')

const rowKey = ({ key }: ApiKeyRow): number => key.ID

function useGridColumns(
  isNarrow: boolean,
  shown: readonly ColumnID[],
  keepsLastSignIn: boolean,
): readonly GridColumn<ApiKeyRow>[] {
  const { messages } = useSpeech()
  const formats = useFormats()
  return useMemo(() => {
    const context = { messages, formats, keepsLastSignIn }
    const columns = isNarrow ? narrowApiKeyColumns : apiKeyColumns.filter(({ id }) => shown.includes(id))
    return columns.map(({ cell, hint, ...column }) => ({
      ...column,
      header: messages[columnHeader[column.id]],
      sortable: true,
      cell: (row) => cell(row, context),
      hint: hint && ((row) => hint(row, context)),
    }))
  }, [messages, formats, isNarrow, shown, keepsLastSignIn])
}
