import type { ActivityEntry } from '@latchkey/contract'
import { ObjectLink } from '../../frames/object-link.tsx'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { useFormats } from '../../messages/use-formats.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import type { ActivitySearchText } from './activity-address.ts'
import { objectName } from './activity-columns.tsx'
import styles from './activity.module.css'

interface EntryWindowProps {
  readonly entry: ActivityEntry
  readonly onFilter: (part: ActivitySearchText) => void
  readonly onClose: () => void
}

/** One entry in full, and from it to what it is about and to the entries beside it. */
export function EntryWindow({ entry, onFilter, onClose }: EntryWindowProps) {
  const { messages } = useAdministrationSpeech()
  const { number, dateTimeIn, timeZone } = useFormats()
  const { objectKind, objectID, userName, detail } = entry
  const facts: readonly (readonly [string, string | undefined])[] = [
    [messages.time, `${dateTimeIn(entry.time, timeZone)} · ${dateTimeIn(entry.time, 'UTC')}`],
    [messages.performedBy, userName],
    [messages.action, entry.action],
    [messages.outcome, messages[`outcome.${entry.outcome}`]],
    [messages.reason, entry.reason],
    [messages.address, entry.address],
    [messages.browser, entry.userAgent],
    [messages.request, entry.requestID],
    [messages.sequence, number(entry.sequence)],
    ...Object.entries(detail ?? {}).map(([name, value]) => [name, String(value)] as const),
  ]
  return (
    <Dialog
      title={messages[`did.${entry.action}`]}
      onClose={onClose}
      footer={<Button onClick={onClose}>{messages.close}</Button>}
    >
      <dl className={styles['facts']}>
        {objectKind !== undefined && (
          <>
            <dt>{messages.target}</dt>
            <dd>
              <ObjectLink kind={objectKind} ID={objectID}>
                {objectName(entry)}
              </ObjectLink>
            </dd>
          </>
        )}
        {facts.map(([name, value]) =>
          value === undefined ? null : (
            <div key={name} className={styles['fact']}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
      <div className={styles['line']}>
        {objectKind !== undefined && objectID !== undefined && (
          <Button onClick={() => onFilter({ object: `${objectKind}.${objectID}`, person: undefined })}>
            {messages.eventsOfTarget(objectName(entry))}
          </Button>
        )}
        {userName !== undefined && (
          <Button onClick={() => onFilter({ person: userName, object: undefined })}>
            {messages.eventsBy(userName)}
          </Button>
        )}
      </div>
    </Dialog>
  )
}
