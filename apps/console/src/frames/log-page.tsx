import type { ReactNode } from 'react'
import { useAdministrationSpeech } from '../messages/administration.ts'
import { Button } from '../ui/button.tsx'
import { ListPage, type ListPageProps, type ListReading } from './list-page.tsx'
import { FilterChips, LogFilters, type LogDays, type SetFilter } from './log-filters.tsx'

interface LogReading extends ListReading {
  readonly hasNextPage: boolean
  readonly isFetchingNextPage: boolean
  readonly fetchNextPage: () => unknown
}

type FromList = 'title' | 'rows' | 'columns' | 'rowKey' | 'textOf' | 'searchLabel' | 'count' | 'facts' | 'exporting'

interface LogPageProps<Row, Name extends string> extends Pick<
  ListPageProps<Row>,
  FromList | 'narrowColumns' | 'picture' | 'exportHolds' | 'onOpen' | 'roleName'
> {
  readonly icon: ReactNode
  readonly reading: LogReading
  readonly days: LogDays
  readonly onDays: (days: LogDays) => void
  /** The fields that narrow this log. */
  readonly fields: ReactNode
  /** What is set of them, and of the days. */
  readonly filters: readonly SetFilter<Name>[]
  readonly onClear: (names: readonly Name[]) => void
  /** The window of the entry that is open. */
  readonly children: ReactNode
}

const newestFirst = { column: 'time', descending: true }

/** A record of what happened: the newest first, page by page backwards, narrowed by what stands in the address. */
export function LogPage<Row, Name extends string>({
  icon,
  reading,
  days,
  onDays,
  fields,
  filters,
  onClear,
  ...list
}: LogPageProps<Row, Name>) {
  const { messages } = useAdministrationSpeech()
  const chips = filters.length > 0 && <FilterChips filters={filters} onClear={onClear} />
  return (
    <ListPage
      {...list}
      reading={reading}
      usualSort={newestFirst}
      primary={
        reading.hasNextPage && (
          <Button busy={reading.isFetchingNextPage} onClick={() => void reading.fetchNextPage()}>
            {messages.older}
          </Button>
        )
      }
      filters={
        <LogFilters days={days} onDays={onDays}>
          {fields}
        </LogFilters>
      }
      chips={chips}
      empty={{ icon, title: messages.noEvents, help: messages.noEventsHelp }}
      right={messages.rightOf(messages['feature.computerRights'], messages['right.canViewNotRelatedToComputers'])}
    />
  )
}
