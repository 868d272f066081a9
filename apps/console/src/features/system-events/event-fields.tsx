import { systemEventKinds } from '@latchkey/contract/system-event-kinds'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { CheckBox } from '../../ui/check-box.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { eventLevels, targetKinds, targetOf, type EventSearch } from './event-address.ts'

interface EventFieldsProps {
  readonly search: EventSearch
  readonly onChange: (part: EventSearch) => void
}

const none = { value: '', name: '–' }
const kinds = Object.values(systemEventKinds)
  .toSorted(([, a], [, b]) => (a < b ? -1 : 1))
  .map(([number, name]) => ({ value: String(number), name }))

export function EventFields({ search, onChange }: EventFieldsProps) {
  const { messages } = useAdministrationSpeech()
  return (
    <>
      <SelectField
        label={messages.level}
        value={search.level ?? ''}
        options={[none, ...eventLevels.map((level) => ({ value: level, name: messages[`level.${level}`] }))]}
        onChange={(value) => onChange({ level: eventLevels.find((level) => level === value) })}
      />
      <SelectField
        label={messages.event}
        value={search.event ?? ''}
        options={[none, ...kinds]}
        onChange={(value) => onChange({ event: value || undefined })}
      />
      <SelectField
        label={messages.target}
        value={targetOf(search.target)?.targetKind ?? ''}
        options={[none, ...targetKinds.map((kind) => ({ value: kind, name: messages[`target.${kind}`] }))]}
        onChange={(value) => onChange({ target: value || undefined })}
      />
      <CheckBox
        label={messages.live}
        checked={search.live === 'on'}
        onChange={(isLive) => onChange({ live: isLive ? 'on' : undefined })}
      />
    </>
  )
}
