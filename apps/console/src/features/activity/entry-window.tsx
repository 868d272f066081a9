import type { ActivityEntry } from '@latchkey/contract'
import { LogWindow } from '../../frames/log-window.tsx'
import { ObjectLink } from '../../frames/object-link.tsx'
import { withUtc } from '../../lib/formats.ts'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { useFormats } from '../../messages/use-formats.ts'
import { Button } from '../../ui/button.tsx'
import type { ActivitySearchText } from './activity-address.ts'
import { objectName, targetText } from './activity-columns.tsx'

interface EntryWindowProps {
  readonly entry: ActivityEntry
  readonly onFilter: (part: ActivitySearchText) => void
  readonly onClose: () => void
}

/** One entry in full, and from it to what it is about and to the entries beside it. */
export function EntryWindow({ entry, onFilter, onClose }: EntryWindowProps) {
  const { messages } = useAdministrationSpeech()
  const formats = useFormats()
  const { objectKind, objectID, userName, detail } = entry
  return (
    <LogWindow
      title={messages[`did.${entry.action}`]}
      facts={[
        [
          messages.target,
          objectKind && (
            <ObjectLink kind={objectKind} ID={objectID}>
              {targetText(entry, messages)}
            </ObjectLink>
          ),
        ],
        [messages.time, withUtc(formats, entry.time)],
        [messages.performedBy, userName],
        [messages.action, entry.action],
        [messages.outcome, messages[`outcome.${entry.outcome}`]],
        [messages.reason, entry.reason],
        [messages.address, entry.address],
        [messages.browser, entry.userAgent],
        [messages.request, entry.requestID],
        [messages.sequence, formats.number(entry.sequence)],
        ...Object.entries(detail ?? {}).map(([name, value]) => [name, String(value)] as const),
      ]}
      onClose={onClose}
    >
      {objectKind !== undefined && objectID !== undefined && (
        <Button onClick={() => onFilter({ object: `${objectKind}.${objectID}`, person: undefined })}>
          {messages.eventsOfTarget(objectName(entry, messages))}
        </Button>
      )}
      {userName !== undefined && (
        <Button onClick={() => onFilter({ person: userName, object: undefined })}>{messages.eventsBy(userName)}</Button>
      )}
    </LogWindow>
  )
}
