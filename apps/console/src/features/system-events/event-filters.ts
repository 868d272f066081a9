import { systemEventKinds } from '@latchkey/contract/system-event-kinds'
import { daysSet } from '../../frames/days-set.ts'
import type { SetFilter } from '../../frames/log-filters.tsx'
import type { Formats } from '../../lib/formats.ts'
import type { AllMessages } from '../../messages/administration.ts'
import { hourFrom, targetOf, type EventSearch } from './event-address.ts'
import { hourMs } from './hours/event-hours.ts'
import type { EventRow } from './event-columns.tsx'

type FilterName = 'level' | 'event' | 'target' | 'by' | 'hour' | 'from' | 'to'

/** In words; whoever is meant by an ID is named after the rows that tell of them. */
export function setFilters(
  search: EventSearch,
  rows: readonly EventRow[],
  messages: AllMessages,
  formats: Pick<Formats, 'date' | 'dateTime' | 'time'>,
): readonly SetFilter<FilterName>[] {
  const { level, event, by } = search
  const target = targetOf(search.target)
  const hour = hourFrom(search.hour)
  const number = Number(event)
  const kind = Object.values(systemEventKinds).find(([known]) => known === number)?.[1] ?? event
  const person = rows.find((row) => String(row.event.performedByID) === by)?.event.performedByName ?? `#${by}`
  return [
    ...(level ? [{ name: 'level' as const, text: `${messages.level}: ${messages[`level.${level}`]}` }] : []),
    ...(event === undefined ? [] : [{ name: 'event' as const, text: `${messages.event}: ${kind}` }]),
    ...(target ? [{ name: 'target' as const, text: targetText(target, rows, messages) }] : []),
    ...(by === undefined ? [] : [{ name: 'by' as const, text: `${messages.performedBy}: ${person}` }]),
    ...(hour === undefined
      ? []
      : [{ name: 'hour' as const, text: messages.hourSpan(formats.dateTime(hour), formats.time(hour + hourMs)) }]),
    ...daysSet(search, messages, formats),
  ]
}

function targetText(
  { targetKind, targetID }: NonNullable<ReturnType<typeof targetOf>>,
  rows: readonly EventRow[],
  messages: AllMessages,
): string {
  const kind = messages[`target.${targetKind}`]
  if (targetID === undefined) return `${messages.target}: ${kind}`
  const named = rows.find(({ event }) => event.targetKind === targetKind && event.targetID === targetID)
  return `${messages.target}: ${kind} ${named?.event.targetName ?? `#${targetID}`}`
}
