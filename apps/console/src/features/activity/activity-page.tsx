import type { ActivityEntry, ActivityFilter } from '@latchkey/contract'
import { useInfiniteQuery, useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Download, History } from 'lucide-react'
import { useMemo, useState } from 'react'
import { endOfDay, startOfDay } from '../../lib/days.ts'
import { ListPage } from '../../frames/list-page.tsx'
import { LogFilters } from '../../frames/log-filters.tsx'
import { saveFile } from '../../lib/save-file.ts'
import { useAdministrationSpeech, type AllMessages } from '../../messages/administration.ts'
import { useFormats } from '../../messages/use-formats.ts'
import { activityQueries, exportActivityCsv } from '../../queries/event-queries.ts'
import { sessionQueries } from '../../queries/session-queries.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { objectKinds, objectOf, outcomes, type ActivitySearchText } from './activity-address.ts'
import { activityColumns } from './activity-columns.tsx'
import { EntryWindow } from './entry-window.tsx'

const route = getRouteApi('/signed-in/activity')
const newestFirst = { column: 'time', descending: true }
const noFilter = { outcome: undefined, object: undefined, person: undefined, from: undefined, to: undefined }

export function ActivityPage() {
  const { messages, language } = useAdministrationSpeech()
  const formats = useFormats()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { data: session } = useSuspenseQuery(sessionQueries.current())
  const [opened, setOpened] = useState<ActivityEntry>()
  const filter = filterOf(search)
  const reading = useInfiniteQuery(activityQueries.search(filter))
  const pages = reading.data?.pages
  const rows = useMemo(() => pages?.flatMap(({ entries }) => entries) ?? [], [pages])
  const total = pages?.[0]?.total ?? 0
  const columns = useMemo(
    () => activityColumns(messages, formats, new Intl.Collator(language)),
    [messages, formats, language],
  )
  const textOf = useMemo(() => textIn(messages), [messages])
  const change = (part: ActivitySearchText) => void navigate({ search: (before) => ({ ...before, ...part }) })
  const save = useMutation({
    mutationFn: () => exportActivityCsv(filter),
    onSuccess: (csv) => saveFile('activity.csv', csv, 'text/csv'),
  })
  return (
    <ListPage
      title={messages.activity}
      reading={reading}
      rows={rows}
      columns={columns.wide}
      narrowColumns={columns.narrow}
      usualSort={newestFirst}
      rowKey={rowKey}
      textOf={textOf}
      searchLabel={messages.searchActivity}
      count={(shown) => messages.entriesOf(shown, formats.number(total))}
      facts={<span>{messages.verifiedBy}</span>}
      primary={
        <>
          {reading.hasNextPage && (
            <Button busy={reading.isFetchingNextPage} onClick={() => void reading.fetchNextPage()}>
              {messages.older}
            </Button>
          )}
          <Button busy={save.isPending} onClick={() => save.mutate()}>
            <Download size={16} aria-hidden />
            {messages.exportCsv}
          </Button>
        </>
      }
      filters={
        <LogFilters
          from={search.from}
          to={search.to}
          onChange={change}
          isFiltered={Object.keys(filter).length > 0}
          onClear={() => change(noFilter)}
        >
          <SelectField
            label={messages.outcome}
            value={search.outcome ?? ''}
            options={[
              { value: '', name: '–' },
              ...outcomes.map((id) => ({ value: id, name: messages[`outcome.${id}`] })),
            ]}
            onChange={(value) => change({ outcome: outcomes.find((id) => id === value) })}
          />
          <SelectField
            label={messages.objectKind}
            value={objectOf(search.object)?.objectKind ?? ''}
            options={[
              { value: '', name: '–' },
              ...objectKinds.map((id) => ({ value: id, name: messages[`object.${id}`] })),
            ]}
            onChange={(value) => change({ object: value || undefined })}
          />
        </LogFilters>
      }
      onOpen={setOpened}
      empty={{ icon: <History size={24} aria-hidden />, title: messages.noEvents, help: messages.noEventsHelp }}
      right={messages.rightOf(messages['feature.computerRights'], messages['right.canViewNotRelatedToComputers'])}
      roleName={session.role?.name}
    >
      {save.error && <Banner tone="danger">{messages.exportNotRecorded}</Banner>}
      {opened && (
        <EntryWindow
          entry={opened}
          onFilter={(part) => {
            setOpened(undefined)
            change(part)
          }}
          onClose={() => setOpened(undefined)}
        />
      )}
    </ListPage>
  )
}

function filterOf(search: ActivitySearchText): ActivityFilter {
  const [from, to] = [startOfDay(search.from), endOfDay(search.to)]
  return {
    ...(search.outcome && { outcome: search.outcome }),
    ...objectOf(search.object),
    ...(search.person !== undefined && { userName: search.person }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  }
}

const rowKey = ({ sequence }: ActivityEntry): number => sequence
const textIn =
  (messages: AllMessages) =>
  (entry: ActivityEntry): string =>
    [
      messages[`did.${entry.action}`],
      entry.action,
      entry.objectName,
      entry.userName,
      entry.reason,
      entry.requestID,
      entry.address,
    ].join('\n')
