import type { ApiKey } from '@latchkey/contract'
import { KeyRound, Plus, RefreshCw, SearchX } from 'lucide-react'
import { Suspense, useDeferredValue, useEffect, useMemo, useState, type ReactNode } from 'react'
import { lazyPart } from '../../frames/lazy-part.tsx'
import { collatorOf } from '../../lib/text-order.ts'
import { useNow } from '../../lib/use-now.ts'
import { useOnline } from '../../lib/use-online.ts'
import { useSpeech } from '../../messages/messages.tsx'
import { usePlace } from '../../router/use-router.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { ContextMenu } from '../../ui/context-menu.tsx'
import { GridSkeleton } from '../../ui/grid/grid-skeleton.tsx'
import type { MenuPlace } from '../../ui/grid/grid.tsx'
import { nothingSelected } from '../../ui/grid/selection.ts'
import { Menu } from '../../ui/menu.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useOffered } from '../../ui/offered.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { Statement } from '../../ui/statement.tsx'
import { useShortcuts } from '../../ui/use-shortcuts.ts'
import { ApiKeysFailure } from './api-keys-failure.tsx'
import { ExportMenu } from './export-menu.tsx'
import { useKeyActions, useMayDo } from './key-actions.tsx'
import { KeyFacts } from './key-facts.tsx'
import { KeyList } from './key-list.tsx'
import { KeyToolbar } from './key-toolbar.tsx'
import { MainActions } from './main-actions.tsx'
import { RereadBanner } from './reread-banner.tsx'
import { filtered, matching, sorted, toRows, type ApiKeyRow } from './rows.ts'
import { useWaitingSecret } from './issuance/use-waiting-secret.ts'
import { useApiKeys, useNotes, useRoleNames } from './use-api-keys.ts'
import { Say } from './work/say.ts'
import type { WorkKind } from './work/work-change.ts'
import { useUnsure } from './work/use-unconfirmed-lock-outs.ts'
import { useChanges } from './use-changes.ts'
import { useLines } from './use-lines.ts'
import { filterNames } from './list-search.ts'
import { useListSearch, type ListSearchState } from './use-list-search.ts'
import { useReread } from './use-reread.ts'

const WorkWindow = lazyPart(async () => (await import('./work/work-window.tsx')).WorkWindow)
const UnconfirmedBanner = lazyPart(async () => (await import('./work/unconfirmed-banner.tsx')).UnconfirmedBanner)
export const KeyFilters = lazyPart(async () => (await import('./key-filters.tsx')).KeyFilters)
const ResumeSecret = lazyPart(async () => (await import('./issuance/resume-secret.tsx')).ResumeSecret)

interface ApiKeysPageProps {
  /** Once what was read first is on the screen. */
  readonly onShown: () => void
  /** The window over it. */
  readonly children: ReactNode
}

export function ApiKeysPage({ onShown, children }: ApiKeysPageProps) {
  const { messages, language } = useSpeech()
  const search = useListSearch()
  const list = useApiKeys(language)
  useEffect(() => {
    if (list.isSuccess) onShown()
  }, [list.isSuccess, onShown])
  const roleNames = useRoleNames()
  const [selection, setSelection] = useState(nothingSelected)
  const [menuPlace, setMenuPlace] = useState<MenuPlace>()
  const [work, setWork] = useState<{ readonly kind: WorkKind; readonly keys: readonly ApiKey[] }>()
  const [said, setSaid] = useState('')
  const [isFilterOpen, setFilterOpen] = useState(false)
  const now = useNow()
  const notes = useNotes()
  const rows = useMemo(() => toRows(list.keys, { roleNames, notes }, now), [list.keys, roleNames, notes, now])
  const shown = useShown(rows, search, language)
  const { lines, toggle: toggleGroup } = useLines(shown, search.group)
  const keepsLastSignIn = useMemo(() => list.keys.some(({ lastSignIn }) => lastSignIn !== undefined), [list.keys])
  const chosen = useMemo(() => shown.filter(({ key }) => selection.keys.has(key.ID)), [shown, selection])
  const {
    params,
    state: { newRow },
  } = usePlace()
  const openID = Number(params['apiKeyID'])
  const opened = useMemo(() => rows.find(({ key }) => key.ID === openID), [rows, openID])
  // In front of the list, the key whose window is open is the one that is meant.
  const meant = chosen.length > 0 || !opened ? chosen : [opened]
  const isOnline = useOnline()
  const resting = isOnline ? (list.isRefetchError ? messages.outdated : undefined) : messages.offline
  const reread = useReread()
  const rereadMeant = () => meant.length === 1 && meant.forEach(({ key }) => reread.mutate(key))
  const actions = useKeyActions(meant, {
    resting,
    onOpen: search.open,
    onDuplicate: search.openNew,
    onNewSecret: search.openNewSecret,
    onReread: rereadMeant,
    onWork: (kind) => setWork({ kind, keys: meant.map(({ key }) => key) }),
  })
  useOffered(actions, meant.length === 1 ? meant[0]?.key.keyName : messages.selected(String(meant.length)))
  const may = useMayDo()
  const changes = useChanges(list.keys)
  useShortcuts({
    ...(may.create && resting === undefined && { n: () => search.openNew() }),
    r: rereadMeant,
    '/': () => document.querySelector<HTMLInputElement>('input[type=search]')?.focus(),
  })
  const isSecretWaiting = useWaitingSecret()
  const isUnsure = useUnsure(notes)
  return (
    <>
      <title>{`${opened ? `${opened.key.keyName} · ` : ''}${messages.apiKeys} · Latchkey`}</title>
      <PageHeader
        title={messages.apiKeys}
        actions={
          <>
            {changes.count > 0 && <Button onClick={changes.apply}>{messages.changes(String(changes.count))}</Button>}
            <IconButton
              label={messages.readAgain}
              aria-disabled={list.isFetching}
              onClick={() => list.isFetching || void list.refetch()}
            >
              <RefreshCw size={16} aria-hidden />
            </IconButton>
            {may.create && (
              <Button look="primary" blocked={resting} onClick={() => search.openNew()}>
                <Plus size={16} aria-hidden />
                {messages.newKey}
              </Button>
            )}
          </>
        }
      >
        <KeyFacts rows={rows} shown={shown.length} chosen={chosen.length} list={list} />
      </PageHeader>
      <Suspense>{isUnsure && <UnconfirmedBanner keys={list.keys} notes={notes} />}</Suspense>
      {list.isFetchNextPageError && (
        <Banner
          tone="warning"
          action={<Button onClick={() => void list.fetchNextPage()}>{messages.goOnReading}</Button>}
        >
          {messages.incomplete}
        </Banner>
      )}
      <RereadBanner reread={reread} />
      {list.isRefetchError && (
        <Banner tone="warning" action={<Button onClick={() => void list.refetch()}>{messages.retry}</Button>}>
          {messages.outdated}
        </Banner>
      )}
      {list.keys.length > 0 && (
        <KeyToolbar
          search={search}
          roleNames={roleNames}
          isFilterOpen={isFilterOpen}
          onToggleFilters={() => setFilterOpen(!isFilterOpen)}
        >
          <MainActions actions={actions} />
          <ExportMenu rows={chosen.length > 0 ? chosen : shown} search={search} />
          <Menu label={messages.actions} items={actions} />
        </KeyToolbar>
      )}
      <Suspense>
        {isFilterOpen && (
          <KeyFilters
            filters={search.filters}
            roleNames={roleNames}
            rows={rows}
            now={now}
            onChange={search.setFilter}
          />
        )}
      </Suspense>
      {list.isPending ? (
        <GridSkeleton label={messages.loadingKeys} />
      ) : list.isLoadingError ? (
        <ApiKeysFailure error={list.error} onRetry={() => void list.refetch()} />
      ) : shown.length > 0 ? (
        <KeyList
          rows={lines}
          onToggleGroup={toggleGroup}
          columns={search.columns}
          keepsLastSignIn={keepsLastSignIn}
          sort={search.sort}
          onSort={search.toggleSort}
          selection={selection}
          onSelect={setSelection}
          onOpen={({ key }) => search.open(key.ID)}
          onMenu={setMenuPlace}
          newRow={newRow}
        />
      ) : list.keys.length === 0 ? (
        <Statement icon={<KeyRound size={24} aria-hidden />} title={messages.noKeys}>
          {messages.noKeysHelp}
        </Statement>
      ) : list.hasNextPage ? null : (
        <NothingMatches search={search} />
      )}
      {menuPlace && (
        <ContextMenu label={messages.actions} {...menuPlace} items={actions} onClose={() => setMenuPlace(undefined)} />
      )}
      <Say value={setSaid}>{children}</Say>
      <Notice text={said} onOver={() => setSaid('')} />
      <Suspense>
        {work && (
          <WorkWindow
            {...work}
            notes={notes}
            roleNames={roleNames}
            onDone={setSaid}
            onClose={() => setWork(undefined)}
          />
        )}
        {isSecretWaiting && (
          <ResumeSecret onFound={search.close} onClose={search.close} onNewSecret={search.openNewSecret} />
        )}
      </Suspense>
    </>
  )
}

/** Ordered before it is narrowed: typing in the search then costs one pass over what is in order already. */
function useShown(rows: readonly ApiKeyRow[], search: ListSearchState, language: string): readonly ApiKeyRow[] {
  const q = useDeferredValue(search.text)
  const { column, descending } = search.sort
  const ordered = useMemo(
    () => sorted(rows, { column, descending }, () => collatorOf(language)),
    [rows, column, descending, language],
  )
  const { filters } = search
  return useMemo(() => matching(filtered(ordered, filters), q), [ordered, filters, q])
}

function NothingMatches({ search }: { readonly search: ListSearchState }) {
  const { messages } = useSpeech()
  return (
    <Statement
      icon={<SearchX size={24} aria-hidden />}
      title={search.text === '' ? messages.noMatch : messages.noMatchSearch(search.text)}
      actions={
        <>
          {search.text !== '' && <Button onClick={() => search.setText('')}>{messages.clearSearch}</Button>}
          {filterNames.some((name) => search.filters[name] !== undefined) && (
            <Button onClick={search.clearFilters}>{messages.clearFilters}</Button>
          )}
        </>
      }
    >
      {search.text !== '' && messages.noMatchHelp}
    </Statement>
  )
}
