import type { SystemEvent } from '@latchkey/contract'
import type { ReactNode } from 'react'
import { byNumber, type ListColumn } from '../../frames/list-rows.ts'
import { ObjectLink } from '../../frames/object-link.tsx'
import { OriginMark } from '../../frames/origin-mark.tsx'
import { TwoLines } from '../../frames/two-lines.tsx'
import { withUtc, type Formats } from '../../lib/formats.ts'
import type { Origin } from '../../lib/outside.ts'
import type { AllMessages } from '../../messages/administration.ts'
import { StateMark, type Tone } from '../../ui/state-mark.tsx'

export interface EventRow {
  readonly event: SystemEvent
  /** Undefined for what is no change. */
  readonly origin: Origin | undefined
}

const tones = { info: 'neutral', warning: 'warning', error: 'danger' } as const satisfies Record<
  SystemEvent['level'],
  Tone
>

export function eventColumns(
  messages: AllMessages,
  formats: Formats,
  { compare }: Intl.Collator,
): { readonly wide: readonly ListColumn<EventRow>[]; readonly narrow: readonly ListColumn<EventRow>[] } {
  const byTime = (a: EventRow, b: EventRow) => byNumber(a.event.time, b.event.time) || a.event.ID - b.event.ID
  const text = (
    id: 'event' | 'performedByName' | 'description',
    header: string,
    widthMinPx: number,
  ): ListColumn<EventRow> => ({
    id,
    header,
    widthMinPx,
    grow: 1,
    cell: ({ event }) => event[id],
    compare: (a, b) => compare(a.event[id], b.event[id]),
  })
  const target = ({ event }: EventRow): ReactNode => (
    <ObjectLink kind={event.targetKind} ID={event.targetID}>
      {event.targetName}
    </ObjectLink>
  )
  return {
    wide: [
      {
        id: 'time',
        header: messages.time,
        widthMinPx: 152,
        grow: 0,
        cell: ({ event }) => formats.dateTime(event.time),
        hint: ({ event }) => withUtc(formats, event.time, '\n'),
        compare: byTime,
      },
      {
        id: 'level',
        header: messages.level,
        widthMinPx: 92,
        grow: 0,
        cell: ({ event }) => <StateMark tone={tones[event.level]}>{messages[`level.${event.level}`]}</StateMark>,
        compare: (a, b) => compare(a.event.level, b.event.level),
      },
      {
        id: 'eventID',
        header: messages.eventID,
        widthMinPx: 112,
        grow: 0,
        cell: ({ event }) => event.eventID,
        compare: (a, b) => byNumber(a.event.eventID, b.event.eventID),
      },
      text('event', messages.event, 164),
      {
        id: 'target',
        header: messages.target,
        widthMinPx: 140,
        grow: 1,
        cell: target,
        compare: (a, b) => compare(a.event.targetName, b.event.targetName),
      },
      text('performedByName', messages.performedBy, 168),
      {
        id: 'origin',
        header: messages.origin,
        widthMinPx: 168,
        grow: 0,
        cell: ({ origin }) => <OriginMark origin={origin} messages={messages} />,
        compare: (a, b) => compare(a.origin ?? '', b.origin ?? ''),
      },
      text('description', messages.description, 144),
    ],
    narrow: [
      {
        id: 'time',
        header: messages.event,
        widthMinPx: 200,
        grow: 1,
        cell: ({ event }) => (
          <TwoLines
            name={`${event.event}: ${event.targetName}`}
            note={`${formats.dateTime(event.time)} · ${event.performedByName}`}
          />
        ),
        compare: byTime,
      },
    ],
  }
}
