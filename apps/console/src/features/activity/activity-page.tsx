import type { ActivityEntry, ActivityFilter } from '@latchkey/contract'
import { useInfiniteQuery, useMutation, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { History } from 'lucide-react'
import { useMemo } from 'react'
import type { Exported } from '../../frames/list-page.tsx'
import { daysSet } from '../../frames/days-set.ts'
import type { SetFilter } from '../../frames/log-filters.tsx'
import { LogPage } from '../../frames/log-page.tsx'
import { endOfDay, startOfDay } from '../../lib/days.ts'
import type { Formats } from '../../lib/formats.ts'
import { saveFile } from '../../lib/save-file.ts'
import { useAdministrationSpeech, type AllMessages } from '../../messages/administration.ts'
import { useFormats } from '../../messages/use-formats.ts'
import { activityQueries, exportActivityCsv } from '../../queries/activity-queries.ts'
import { sessionQueries } from '../../queries/session-queries.ts'
import { useNavigate, useSearch } from '../../router/use-router.ts'
import { objectKinds, objectOf, parseActivitySearch, type ActivitySearchText } from './activity-address.ts'
import { activityColumns } from './activity-columns.tsx'
import { ActivityFields } from './activity-fields.tsx'
import { EntryWindow } from './entry-window.tsx'
import { targetText } from './entry-words.ts'
import { saveEntries } from './export-entries.ts'
import { VerifiedLine } from './verified-line.tsx'

export function ActivityPage() {
  const { messages, language } = useAdministrationSpeech()
  const formats = useFormats()
  const search = useSearch(parseActivitySearch)
  const navigate = useNavigate()
  const { data: session } = useSuspenseQuery(sessionQueries.current())
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
  const isWhole = ({ rows: exported, q }: Exported<ActivityEntry>) => q === '' && exported.length === rows.length
  const exporting = useMutation({
    mutationFn: async (exported: Exported<ActivityEntry>) => {
      // The record itself makes a file of every entry the filters let through, those that are not read here as well.
      if (isWhole(exported)) saveFile('activity.csv', await exportActivityCsv(filter), 'text/csv')
      else await saveEntries(exported, filter)
      return isWhole(exported) ? messages.exportedEntries(formats.number(total)) : undefined
    },
  })
  const { data: linked } = useQuery({ ...activityQueries.entry(Number(search.open)), enabled: !!search.open })
  const opened = search.open === undefined ? undefined : linked
  return (
    <LogPage
      title={messages.activity}
      icon={<History size={24} aria-hidden />}
      reading={reading}
      rows={rows}
      columns={columns.wide}
      narrowColumns={columns.narrow}
      rowKey={rowKey}
      textOf={textOf}
      searchLabel={messages.searchActivity}
      count={(shown) => messages.entriesOf(shown, formats.number(total))}
      facts={<VerifiedLine />}
      exporting={exporting}
      exportHolds={exporting.data}
      days={search}
      onDays={change}
      fields={<ActivityFields search={search} onChange={change} />}
      filters={setFilters(search, rows, messages, formats)}
      onClear={(names) => change(Object.fromEntries(names.map((name) => [name, undefined])))}
      onOpen={({ sequence }) => change({ open: String(sequence) })}
      roleName={session.role?.name}
    >
      {opened && (
        <EntryWindow
          entry={opened}
          onFilter={(part) => change({ ...part, open: undefined })}
          onClose={() => change({ open: undefined })}
        />
      )}
    </LogPage>
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

function setFilters(
  search: ActivitySearchText,
  rows: readonly ActivityEntry[],
  messages: AllMessages,
  formats: Pick<Formats, 'date'>,
): readonly SetFilter<'outcome' | 'object' | 'person' | 'from' | 'to'>[] {
  const { outcome, person } = search
  const object = objectOf(search.object)
  const kind = objectKinds.find((known) => known === object?.objectKind)
  const isIt = ({ objectKind, objectID }: ActivityEntry) => objectKind === kind && objectID === object?.objectID
  const name = rows.find((entry) => isIt(entry) && entry.objectName !== undefined)?.objectName
  const ID = object?.objectID === undefined ? '' : ` ${name ?? `#${object.objectID}`}`
  return [
    ...(outcome ? [{ name: 'outcome' as const, text: `${messages.outcome}: ${messages[`outcome.${outcome}`]}` }] : []),
    ...(object
      ? [{ name: 'object' as const, text: `${messages.objectKind}: ${kind ? messages[`object.${kind}`] : ''}${ID}` }]
      : []),
    ...(person === undefined ? [] : [{ name: 'person' as const, text: `${messages.performedBy}: ${person}` }]),
    ...daysSet(search, messages, formats),
  ]
}

const rowKey = ({ sequence }: ActivityEntry): number => sequence
const textIn =
  (messages: AllMessages) =>
  (entry: ActivityEntry): string =>
    [
      messages[`did.${entry.action}`],
      entry.action,
      targetText(entry, messages),
      entry.userName,
      entry.reason,
      entry.requestID,
      entry.address,
    ].join('\n')
