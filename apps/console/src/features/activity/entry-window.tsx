import type { ActivityEntry } from '@latchkey/contract'
import { LogWindow } from '../../frames/log-window.tsx'
import { ObjectLink } from '../../frames/object-link.tsx'
import { withUtc } from '../../lib/formats.ts'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { useFormats } from '../../messages/use-formats.ts'
import { Button } from '../../ui/button.tsx'
import type { ActivitySearchText } from './activity-address.ts'
import { objectName, outcomeText, targetText, technicalFacts } from './entry-words.ts'

interface EntryWindowProps {
  readonly entry: ActivityEntry
  readonly onFilter: (part: ActivitySearchText) => void
  readonly onClose: () => void
}

/** One entry in full, and from it to what it is about and to the entries beside it. */
export function EntryWindow({ entry, onFilter, onClose }: EntryWindowProps) {
  const { messages } = useAdministrationSpeech()
  const formats = useFormats()
  const { objectKind, objectID, userName } = entry
  const target = targetText(entry, messages)
  return (
    <LogWindow
      title={messages[`did.${entry.action}`]}
      facts={[
        [
          messages.target,
          target === '' ? undefined : (
            <ObjectLink kind={objectKind} ID={objectID}>
              {target}
            </ObjectLink>
          ),
        ],
        [messages.time, withUtc(formats, entry.time)],
        [messages.performedBy, userName],
        [messages.outcome, outcomeText(entry, messages)],
        [messages.reason, entry.reason],
        [messages.address, entry.address],
        [messages.browser, entry.userAgent],
        [messages.request, entry.requestID || undefined],
        [messages.sequence, formats.number(entry.sequence)],
        ...technicalFacts(entry, messages),
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
