import { LogWindow } from '../../frames/log-window.tsx'
import { ObjectLink } from '../../frames/object-link.tsx'
import { OriginMark } from '../../frames/origin-mark.tsx'
import { withUtc } from '../../lib/formats.ts'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { useFormats } from '../../messages/use-formats.ts'
import { Button } from '../../ui/button.tsx'
import type { EventSearch } from './event-address.ts'
import type { EventRow } from './event-columns.tsx'

interface EventWindowProps {
  readonly row: EventRow
  readonly onFilter: (part: EventSearch) => void
  readonly onClose: () => void
}

/** One event in full, and from it to its target, to what else happened there, and to what else that person did. */
export function EventWindow({ row: { event, origin }, onFilter, onClose }: EventWindowProps) {
  const { messages } = useAdministrationSpeech()
  const formats = useFormats()
  const { targetID, performedByID } = event
  return (
    <LogWindow
      title={event.event}
      facts={[
        [messages.time, withUtc(formats, event.time)],
        [messages.level, messages[`level.${event.level}`]],
        [messages.eventID, event.eventID],
        [
          messages.target,
          <>
            {messages[`target.${event.targetKind}`]}{' '}
            <ObjectLink kind={event.targetKind} ID={targetID}>
              {event.targetName}
            </ObjectLink>
          </>,
        ],
        [messages.performedBy, event.performedByName],
        [messages.origin, origin && <OriginMark origin={origin} messages={messages} />],
        [messages.description, event.description || undefined],
      ]}
      onClose={onClose}
    >
      {targetID !== undefined && (
        <Button onClick={() => onFilter({ target: `${event.targetKind}.${targetID}`, by: undefined })}>
          {messages.eventsOfTarget(event.targetName)}
        </Button>
      )}
      {performedByID !== undefined && (
        <Button onClick={() => onFilter({ by: String(performedByID), target: undefined })}>
          {messages.eventsBy(event.performedByName)}
        </Button>
      )}
    </LogWindow>
  )
}
