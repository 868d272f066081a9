import { findZones, zonesIn } from '../lib/time-zones.ts'
import { useAdministrationSpeech } from '../messages/administration.ts'
import { useFormats } from '../messages/use-formats.ts'
import { ComboBox } from '../ui/combo-box.tsx'

interface TimeZoneBoxProps {
  readonly value: string
  readonly readOnly: boolean
  readonly onChange: (timeZone: string) => void
}

export function TimeZoneBox({ value, readOnly, onChange }: TimeZoneBoxProps) {
  const { messages, language } = useAdministrationSpeech()
  const { number } = useFormats()
  return (
    <ComboBox
      label={messages.timeZone}
      help={readOnly ? undefined : messages.zoneSearchHelp}
      value={value}
      valueName={value}
      find={(text) =>
        findZones(zonesIn(language), text).map(({ name, offset }) => ({ value: name, name, detail: offset }))
      }
      onChange={onChange}
      emptyText={messages.noOption}
      moreText={(count) => messages.manyMatches(number(count))}
      readOnly={readOnly}
    />
  )
}
