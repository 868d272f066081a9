import type { ActivityEntry, ActivityOutcome } from '@latchkey/contract'
import type { ReactNode } from 'react'
import { byNumber, type ListColumn } from '../../frames/list-rows.ts'
import { ObjectLink } from '../../frames/object-link.tsx'
import { TwoLines } from '../../frames/two-lines.tsx'
import { withUtc, type Formats } from '../../lib/formats.ts'
import type { AllMessages } from '../../messages/administration.ts'
import { StateMark, type Tone } from '../../ui/state-mark.tsx'
import { targetText } from './entry-words.ts'

const tones = {
  begun: 'neutral',
  ok: 'success',
  denied: 'warning',
  failed: 'danger',
  unknown: 'danger',
} as const satisfies Record<ActivityOutcome, Tone>

export function activityColumns(
  messages: AllMessages,
  formats: Formats,
  { compare }: Intl.Collator,
): { readonly wide: readonly ListColumn<ActivityEntry>[]; readonly narrow: readonly ListColumn<ActivityEntry>[] } {
  const byTime = (a: ActivityEntry, b: ActivityEntry) => byNumber(a.sequence, b.sequence)
  const outcome = ({ outcome: id }: ActivityEntry): ReactNode => (
    <StateMark tone={tones[id]}>{messages[`outcome.${id}`]}</StateMark>
  )
  return {
    wide: [
      {
        id: 'time',
        header: messages.time,
        widthMinPx: 166,
        grow: 0,
        cell: ({ time }) => formats.dateTime(time),
        hint: ({ time }) => withUtc(formats, time, '\n'),
        compare: byTime,
      },
      {
        id: 'person',
        header: messages.performedBy,
        widthMinPx: 150,
        grow: 1,
        cell: ({ userName }) => userName ?? '–',
        compare: (a, b) => compare(a.userName ?? '', b.userName ?? ''),
      },
      {
        id: 'action',
        header: messages.action,
        widthMinPx: 190,
        grow: 1,
        cell: ({ action }) => messages[`did.${action}`],
        compare: (a, b) => compare(messages[`did.${a.action}`], messages[`did.${b.action}`]),
      },
      {
        id: 'object',
        header: messages.target,
        widthMinPx: 180,
        grow: 1,
        cell: (entry) => (
          <ObjectLink kind={entry.objectKind} ID={entry.objectID}>
            {targetText(entry, messages)}
          </ObjectLink>
        ),
        compare: (a, b) => compare(targetText(a, messages), targetText(b, messages)),
      },
      {
        id: 'outcome',
        header: messages.outcome,
        widthMinPx: 130,
        grow: 0,
        cell: outcome,
        compare: (a, b) => compare(a.outcome, b.outcome),
      },
      {
        id: 'address',
        header: messages.address,
        widthMinPx: 130,
        grow: 0,
        cell: ({ address }) => address ?? '',
        compare: (a, b) => compare(a.address ?? '', b.address ?? ''),
      },
    ],
    narrow: [
      {
        id: 'time',
        header: messages.action,
        widthMinPx: 140,
        grow: 1,
        cell: (entry) => (
          <TwoLines
            name={messages[`did.${entry.action}`]}
            note={`${formats.soon(entry.time)} · ${entry.userName ?? '–'}`}
          />
        ),
        compare: byTime,
      },
      { id: 'outcome', header: messages.outcome, widthMinPx: 108, grow: 0, cell: outcome },
    ],
  }
}
