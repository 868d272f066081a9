import type { SystemEvent } from '@latchkey/contract'
import { useInfiniteQuery, useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Download, ScrollText } from 'lucide-react'
import { useMemo, useState } from 'react'
import { ListPage } from '../../frames/list-page.tsx'
import { LogFilters } from '../../frames/log-filters.tsx'
import { toCsv } from '../../lib/csv.ts'
import { endOfDay, startOfDay } from '../../lib/days.ts'
import { saveFile } from '../../lib/save-file.ts'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { useFormats } from '../../messages/use-formats.ts'
import { activityQueries, recordExport, systemEventQueries } from '../../queries/event-queries.ts'
import { sessionQueries } from '../../queries/session-queries.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { CheckBox } from '../../ui/check-box.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { eventLevels, targetKinds, targetOf, type EventSearch } from './event-address.ts'
import { eventColumns, type EventRow } from './event-columns.tsx'
import { EventWindow } from './event-window.tsx'
import { createOriginOf } from './outside.ts'

const route = getRouteApi('/signed-in/system-events')
const newestFirst = { column: 'time', descending: true }
const liveMs = 5_000
const noFilter = { level: undefined, target: undefined, by: undefined, from: undefined, to: undefined }

export function SystemEventsPage() {
  const { messages, language } = useAdministrationSpeech()
  const formats = useFormats()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { data: session } = useSuspenseQuery(sessionQueries.current())
  const [isLive, setLive] = useState(false)
  const [opened, setOpened] = useState<EventRow>()
  const [from, to] = [startOfDay(search.from), endOfDay(search.to)]
  const filter = {
    ...(search.level && { level: search.level }),
    ...targetOf(search.target),
    ...(search.by !== undefined && { performedByID: Number(search.by) }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  }
  const reading = useInfiniteQuery({ ...systemEventQueries.search(filter), refetchInterval: isLive && liveMs })
  const activity = useInfiniteQuery(activityQueries.search({ ...(from !== undefined && { from }) }))
  const entries = useMemo(() => activity.data?.pages.flatMap((page) => page.entries), [activity.data])
  const rows = useMemo(() => {
    const originOf = createOriginOf(entries, !activity.hasNextPage)
    return (reading.data?.pages.flat() ?? []).map((event) => ({ event, origin: originOf(event) }))
  }, [reading.data, entries, activity.hasNextPage])
  const columns = useMemo(
    () => eventColumns(messages, formats, new Intl.Collator(language)),
    [messages, formats, language],
  )
  const change = (part: EventSearch) => void navigate({ search: (before) => ({ ...before, ...part }) })
  const save = useMutation({
    mutationFn: () =>
      recordExport({ objectKind: 'systemEvents', format: 'csv', count: rows.length, filter: JSON.stringify(filter) }),
    onSuccess: () => saveFile('system-events.csv', csvOf(rows), 'text/csv'),
  })
  return (
    <ListPage
      title={messages.systemEvents}
      reading={reading}
      rows={rows}
      columns={columns.wide}
      narrowColumns={columns.narrow}
      usualSort={newestFirst}
      rowKey={rowKey}
      textOf={textOf}
      searchLabel={messages.searchEvents}
      count={(shown, all) => (shown === all ? messages.eventsCount(all) : messages.eventsOf(shown, all))}
      facts={reading.hasNextPage && <span>{messages.olderThere}</span>}
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
            label={messages.level}
            value={search.level ?? ''}
            options={[
              { value: '', name: '–' },
              ...eventLevels.map((level) => ({ value: level, name: messages[`level.${level}`] })),
            ]}
            onChange={(value) => change({ level: eventLevels.find((level) => level === value) })}
          />
          <SelectField
            label={messages.target}
            value={targetOf(search.target)?.targetKind ?? ''}
            options={[
              { value: '', name: '–' },
              ...targetKinds.map((kind) => ({ value: kind, name: messages[`target.${kind}`] })),
            ]}
            onChange={(value) => change({ target: value || undefined })}
          />
          <CheckBox label={messages.live} checked={isLive} onChange={setLive} />
        </LogFilters>
      }
      onOpen={setOpened}
      empty={{ icon: <ScrollText size={24} aria-hidden />, title: messages.noEvents, help: messages.noEventsHelp }}
      right={messages.rightOf(messages['feature.computerRights'], messages['right.canViewNotRelatedToComputers'])}
      roleName={session.role?.name}
    >
      {save.error && <Banner tone="danger">{messages.exportNotRecorded}</Banner>}
      {opened && (
        <EventWindow
          row={opened}
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

const rowKey = ({ event }: EventRow): number => event.ID
const textOf = ({ event }: EventRow): string =>
  [event.eventID, event.event, event.targetName, event.performedByName, event.description].join('\n')

const header = ['time', 'level', 'eventID', 'event', 'target', 'performedBy', 'description', 'through'] as const

function csvOf(rows: readonly EventRow[]): string {
  const lines = rows.map(({ event, origin }: { event: SystemEvent; origin?: string | undefined }) => [
    new Date(event.time).toISOString(),
    event.level,
    String(event.eventID),
    event.event,
    event.targetName,
    event.performedByName,
    event.description,
    origin ?? '',
  ])
  return toCsv([header, ...lines])
}
