import { useInfiniteQuery, useMutation, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { ScrollText } from 'lucide-react'
import { useMemo } from 'react'
import type { Exported } from '../../frames/list-page.tsx'
import { LogPage } from '../../frames/log-page.tsx'
import { endOfDay, startOfDay } from '../../lib/days.ts'
import { createOriginOf } from '../../lib/outside.ts'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { useFormats } from '../../messages/use-formats.ts'
import { activityQueries } from '../../queries/activity-queries.ts'
import { saveRecordedCsv } from '../../queries/recorded-csv.ts'
import { sessionQueries } from '../../queries/session-queries.ts'
import { systemEventQueries, type SystemEventFilter } from '../../queries/system-event-queries.ts'
import { useNavigate, useSearch } from '../../router/use-router.ts'
import { hourFrom, parseEventSearch, targetOf, textOfHour, type EventSearch } from './event-address.ts'
import { eventColumns, type EventRow } from './event-columns.tsx'
import { EventFields } from './event-fields.tsx'
import { setFilters } from './event-filters.ts'
import { EventWindow } from './event-window.tsx'
import { hourMs } from './hours/event-hours.ts'
import { HoursPicture } from './hours/hours-picture.tsx'
import { useEventHours } from './hours/use-event-hours.ts'

const liveMs = 5_000

export function SystemEventsPage() {
  const { messages, language } = useAdministrationSpeech()
  const formats = useFormats()
  const search = useSearch(parseEventSearch)
  const navigate = useNavigate()
  const { data: session } = useSuspenseQuery(sessionQueries.current())
  const filter = filterOf(search)
  const reading = useInfiniteQuery({
    ...systemEventQueries.search(filter),
    refetchInterval: search.live === 'on' && liveMs,
  })
  const activity = useInfiniteQuery(activityQueries.search({ ...(filter.from !== undefined && { from: filter.from }) }))
  const originOf = useMemo(
    () =>
      createOriginOf(
        activity.data?.pages.flatMap((page) => page.entries),
        !activity.hasNextPage,
      ),
    [activity.data, activity.hasNextPage],
  )
  const rows = useMemo(
    () => (reading.data?.pages.flat() ?? []).map((event) => ({ event, origin: originOf(event) })),
    [reading.data, originOf],
  )
  const columns = useMemo(
    () => eventColumns(messages, formats, new Intl.Collator(language)),
    [messages, formats, language],
  )
  const hours = useEventHours(filterOf({ ...search, hour: undefined }), search, textOf)
  const change = (part: EventSearch) => void navigate({ search: (before) => ({ ...before, ...part }) })
  const exporting = useMutation({
    mutationFn: ({ rows: exported, q }: Exported<EventRow>) =>
      saveRecordedCsv('system-events', {
        objectKind: 'systemEvents',
        filter: JSON.stringify({ ...filter, ...(q !== '' && { q }) }),
        header,
        lines: exported.map(lineOf),
      }),
  })
  const { data: linked } = useQuery({ ...systemEventQueries.detail(search.open ?? ''), enabled: !!search.open })
  const opened = search.open === undefined ? undefined : linked
  return (
    <LogPage
      title={messages.systemEvents}
      icon={<ScrollText size={24} aria-hidden />}
      reading={reading}
      rows={rows}
      columns={columns.wide}
      narrowColumns={columns.narrow}
      rowKey={rowKey}
      textOf={textOf}
      searchLabel={messages.searchEvents}
      count={(shown, all) => (shown === all ? messages.eventsCount(all) : messages.eventsOf(shown, all))}
      facts={reading.hasNextPage && <span>{messages.olderThere}</span>}
      exporting={exporting}
      days={search}
      onDays={(days) => change({ ...days, hour: undefined })}
      picture={
        hours && (
          <HoursPicture
            {...hours}
            chosen={hourFrom(search.hour)}
            onChoose={(from) => change({ hour: from === undefined ? undefined : textOfHour(from) })}
          />
        )
      }
      fields={<EventFields search={search} onChange={change} />}
      filters={setFilters(search, rows, messages, formats)}
      onClear={(names) => change(Object.fromEntries(names.map((name) => [name, undefined])))}
      onOpen={({ event }) => change({ open: String(event.ID) })}
      roleName={session.role?.name}
    >
      {opened && (
        <EventWindow
          row={{ event: opened, origin: originOf(opened) }}
          onFilter={(part) => change({ ...part, open: undefined })}
          onClose={() => change({ open: undefined })}
        />
      )}
    </LogPage>
  )
}

function filterOf({ level, event, target, by, ...when }: EventSearch): SystemEventFilter {
  const hour = hourFrom(when.hour)
  const [from, to] = hour === undefined ? [startOfDay(when.from), endOfDay(when.to)] : [hour, hour + hourMs]
  return {
    ...(level && { level }),
    ...(event !== undefined && { eventID: Number(event) }),
    ...targetOf(target),
    ...(by !== undefined && { performedByID: Number(by) }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  }
}

const rowKey = ({ event }: EventRow): number => event.ID
const textOf = ({ event }: Pick<EventRow, 'event'>): string =>
  [event.eventID, event.event, event.targetName, event.performedByName, event.description].join('\n')

const header = ['time', 'level', 'eventID', 'event', 'target', 'performedBy', 'description', 'through'] as const
const lineOf = ({ event, origin }: EventRow): readonly string[] => [
  new Date(event.time).toISOString(),
  event.level,
  String(event.eventID),
  event.event,
  event.targetName,
  event.performedByName,
  event.description,
  origin ?? '',
]
