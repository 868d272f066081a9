import { useAdministrationSpeech } from '../../messages/administration.ts'
import { SelectField } from '../../ui/select-field.tsx'
import { objectKinds, objectOf, outcomes, type ActivitySearchText } from './activity-address.ts'

interface ActivityFieldsProps {
  readonly search: ActivitySearchText
  readonly onChange: (part: ActivitySearchText) => void
}

const none = { value: '', name: '–' }

export function ActivityFields({ search, onChange }: ActivityFieldsProps) {
  const { messages } = useAdministrationSpeech()
  return (
    <>
      <SelectField
        label={messages.outcome}
        value={search.outcome ?? ''}
        options={[none, ...outcomes.map((id) => ({ value: id, name: messages[`outcome.${id}`] }))]}
        onChange={(value) => onChange({ outcome: outcomes.find((id) => id === value) })}
      />
      <SelectField
        label={messages.objectKind}
        value={objectOf(search.object)?.objectKind ?? ''}
        options={[none, ...objectKinds.map((id) => ({ value: id, name: messages[`object.${id}`] }))]}
        onChange={(value) => onChange({ object: value || undefined })}
      />
    </>
  )
}
