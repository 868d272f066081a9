import { useAdministrationSpeech } from '../../messages/administration.ts'
import { useFormats } from '../../messages/use-formats.ts'
import { ObjectLink } from '../../frames/object-link.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import type { EventSearch } from './event-address.ts'
import { OriginMark, type EventRow } from './event-columns.tsx'
import styles from './events.module.css'

interface EventWindowProps {
  readonly row: EventRow
  readonly onFilter: (part: EventSearch) => void
  readonly onClose: () => void
}

/** One event in full, and from it to its target, to what else happened there, and to what else that person did. */
export function EventWindow({ row: { event, origin }, onFilter, onClose }: EventWindowProps) {
  const { messages } = useAdministrationSpeech()
  const { dateTimeIn, timeZone } = useFormats()
  const { targetID, performedByID } = event
  return (
    <Dialog title={event.event} onClose={onClose} footer={<Button onClick={onClose}>{messages.close}</Button>}>
      <dl className={styles['facts']}>
        <dt>{messages.time}</dt>
        <dd>
          {dateTimeIn(event.time, timeZone)}
          <br />
          {dateTimeIn(event.time, 'UTC')}
        </dd>
        <dt>{messages.level}</dt>
        <dd>{messages[`level.${event.level}`]}</dd>
        <dt>{messages.eventID}</dt>
        <dd>{event.eventID}</dd>
        <dt>{messages.target}</dt>
        <dd>
          {messages[`target.${event.targetKind}`]}{' '}
          <ObjectLink kind={event.targetKind} ID={targetID}>
            {event.targetName}
          </ObjectLink>
        </dd>
        <dt>{messages.performedBy}</dt>
        <dd>{event.performedByName}</dd>
        {origin && (
          <>
            <dt>{messages.origin}</dt>
            <dd>
              <OriginMark origin={origin} messages={messages} />
            </dd>
          </>
        )}
        {event.description !== '' && (
          <>
            <dt>{messages.description}</dt>
            <dd>{event.description}</dd>
          </>
        )}
      </dl>
      <div className={styles['line']}>
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
      </div>
    </Dialog>
  )
}
