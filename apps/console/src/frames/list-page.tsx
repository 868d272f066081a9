import { Download, RefreshCw, SearchX } from 'lucide-react'
import { useDeferredValue, useMemo, useState, type ReactNode } from 'react'
import { useAdministrationSpeech } from '../messages/administration.ts'
import { outcomeText } from '../messages/outcome.ts'
import { useFormats } from '../messages/use-formats.ts'
import { Banner } from '../ui/banner.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { ContextMenu } from '../ui/context-menu.tsx'
import type { GridSort } from '../ui/grid/column.ts'
import { GridSkeleton } from '../ui/grid/grid-skeleton.tsx'
import { Grid, type MenuPlace } from '../ui/grid/grid.tsx'
import { nothingSelected, type RowKey } from '../ui/grid/selection.ts'
import { Menu, type MenuItem } from '../ui/menu.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { SearchField } from '../ui/search-field.tsx'
import { Statement } from '../ui/statement.tsx'
import { useMediaQuery } from '../ui/use-media-query.ts'
import { useShortcuts } from '../ui/use-shortcuts.ts'
import { Failure } from './failure.tsx'
import styles from './frames.module.css'
import { matching, ordered, type ListColumn } from './list-rows.ts'
import { useListState } from './use-list-state.ts'

const focusSearch = (): void => document.querySelector<HTMLInputElement>('input[type=search]')?.focus()

export interface ListReading {
  readonly isPending: boolean
  readonly isFetching: boolean
  readonly isLoadingError: boolean
  readonly isRefetchError: boolean
  readonly error: Error | null
  readonly dataUpdatedAt: number
  readonly refetch: () => unknown
}

export interface Exported<Row> {
  readonly rows: readonly Row[]
  readonly q: string
}

/** As a mutation has it: what is chosen, or else what is shown, goes into a file. */
interface Exporting<Row> {
  readonly isPending: boolean
  readonly isSuccess: boolean
  readonly error: Error | null
  readonly variables: Exported<Row> | undefined
  readonly mutate: (what: Exported<Row>) => void
}

export interface ListPageProps<Row> {
  readonly title: string
  readonly reading: ListReading
  readonly rows: readonly Row[]
  readonly columns: readonly ListColumn<Row>[]
  /** On a phone: a name with a second line, and what matters most. */
  readonly narrowColumns: readonly ListColumn<Row>[]
  readonly usualSort: GridSort
  readonly rowKey: (row: Row) => RowKey
  readonly textOf: (row: Row) => string
  readonly searchLabel: string
  readonly count: (shown: string, all: string) => string
  readonly facts?: ReactNode
  readonly primary?: ReactNode
  readonly exporting?: Exporting<Row>
  /** What the last file holds, where that is more than the rows. */
  readonly exportHolds?: string | undefined
  readonly filters?: ReactNode
  /** What is set of the filters, to be taken away; false where nothing is. */
  readonly chips?: ReactNode
  /** Stands over the rows, and says at a glance what they say one by one. */
  readonly picture?: ReactNode
  readonly actionsOf?: (chosen: readonly Row[]) => readonly MenuItem[]
  readonly onOpen: (row: Row) => void
  readonly empty: { readonly icon: ReactNode; readonly title: string; readonly help: string }
  readonly right: string
  readonly roleName: string | undefined
  readonly children?: ReactNode
}

/** Every list of the console but the long one of keys: what it holds fits into one answer. */
export function ListPage<Row>({
  title,
  reading,
  rows,
  columns: wide,
  narrowColumns,
  textOf,
  rowKey,
  ...list
}: ListPageProps<Row>) {
  const { messages } = useAdministrationSpeech()
  const { number, time, timeZone } = useFormats()
  const isNarrow = useMediaQuery('(max-width: 640px)')
  const isTouch = useMediaQuery('(pointer: coarse)')
  const state = useListState(list.usualSort)
  useShortcuts({ '/': focusSearch })
  const q = useDeferredValue(state.text)
  const [selection, setSelection] = useState(nothingSelected)
  const [menuPlace, setMenuPlace] = useState<MenuPlace>()
  const columns = isNarrow ? narrowColumns : wide
  const { column, descending } = state.sort
  const shown = useMemo(
    () => matching(ordered(rows, wide, { column, descending }), q, textOf),
    [rows, wide, column, descending, q, textOf],
  )
  const chosen = shown.filter((row) => selection.keys.has(rowKey(row)))
  const actions = list.actionsOf?.(chosen) ?? []
  const gridColumns = useMemo(
    () => columns.map(({ compare, ...rest }) => ({ ...rest, sortable: compare !== undefined })),
    [columns],
  )
  return (
    <>
      <title>{`${title} · Latchkey`}</title>
      <PageHeader
        title={title}
        actions={
          <>
            <IconButton
              label={messages.readAgain}
              aria-disabled={reading.isFetching}
              onClick={() => reading.isFetching || void reading.refetch()}
            >
              <RefreshCw size={16} aria-hidden />
            </IconButton>
            {list.exporting && !reading.isLoadingError && (
              <Button
                busy={list.exporting.isPending}
                blocked={shown.length === 0 ? messages.nothingToExport : undefined}
                onClick={() => list.exporting?.mutate({ rows: chosen.length > 0 ? chosen : shown, q: state.text })}
              >
                <Download size={16} aria-hidden />
                {messages.exportCsv}
              </Button>
            )}
            {list.primary}
          </>
        }
      >
        {!reading.isPending && !reading.isLoadingError && (
          <span role="status">
            {list.count(number(shown.length), number(rows.length))}
            {chosen.length > 0 && ` · ${messages.selected(number(chosen.length))}`}
          </span>
        )}
        {reading.dataUpdatedAt > 0 && <span>{messages.asOf(time(reading.dataUpdatedAt), timeZone)}</span>}
        {list.facts}
        <span role="status">
          {list.exporting?.isSuccess &&
            (list.exportHolds ?? messages.exportedRows(number(list.exporting.variables?.rows.length ?? 0)))}
        </span>
      </PageHeader>
      {reading.isRefetchError && (
        <Banner tone="warning" action={<Button onClick={() => void reading.refetch()}>{messages.retry}</Button>}>
          {messages.outdated}
        </Banner>
      )}
      {list.exporting?.error && (
        <Banner tone="danger">
          {messages.exportFailed} {outcomeText(list.exporting.error, messages)}
        </Banner>
      )}
      {!reading.isLoadingError && (
        <div className={styles['toolbar']}>
          <SearchField
            label={list.searchLabel}
            clearLabel={messages.clearSearch}
            value={state.text}
            onChange={state.setText}
          />
          {list.filters}
          {shown.length > 0 && list.chips}
          {actions.length > 0 && <Menu label={messages.actions} items={actions} />}
        </div>
      )}
      {!reading.isPending && !reading.isLoadingError && list.picture}
      {reading.isPending ? (
        <GridSkeleton label={messages.loadingList} />
      ) : reading.isLoadingError && reading.error ? (
        <Failure
          subject={title}
          right={list.right}
          roleName={list.roleName}
          error={reading.error}
          onRetry={() => void reading.refetch()}
        />
      ) : shown.length > 0 ? (
        <Grid
          label={title}
          selectLabel={messages.selectAll}
          rows={shown}
          columns={gridColumns}
          rowKey={rowKey}
          rowHeight={isNarrow ? 60 : isTouch ? 44 : 36}
          sort={state.sort}
          onSort={state.toggleSort}
          selection={selection}
          onSelect={setSelection}
          onOpen={list.onOpen}
          onMenu={setMenuPlace}
        />
      ) : rows.length === 0 && !list.chips ? (
        <Statement icon={list.empty.icon} title={list.empty.title}>
          {list.empty.help}
        </Statement>
      ) : (
        <Statement
          icon={<SearchX size={24} aria-hidden />}
          title={state.text === '' ? messages.nothingMatchesFilters : messages.nothingMatches(state.text)}
          actions={
            <>
              {state.text !== '' && <Button onClick={() => state.setText('')}>{messages.clearSearch}</Button>}
              {list.chips}
            </>
          }
        >
          {state.text !== '' && messages.nothingMatchesHelp}
        </Statement>
      )}
      {menuPlace && actions.length > 0 && (
        <ContextMenu label={messages.actions} {...menuPlace} items={actions} onClose={() => setMenuPlace(undefined)} />
      )}
      {list.children}
    </>
  )
}
