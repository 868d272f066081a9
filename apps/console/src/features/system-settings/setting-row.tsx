import { useMutation, useQueryClient } from '@tanstack/react-query'
import { settingDefaults } from '../../lib/setting-defaults.ts'
import { useAdministrationSpeech, type AllMessages } from '../../messages/administration.ts'
import { outcomeText } from '../../messages/outcome.ts'
import { refreshSystemSettings, resetSystemSetting } from '../../queries/system-setting-queries.ts'
import { Button } from '../../ui/button.tsx'
import { CheckBox } from '../../ui/check-box.tsx'
import { SelectBox, TextField } from '../../ui/text-field.tsx'
import { choicesWith, type ShownName, type ShownSetting } from './setting-table.ts'
import styles from './settings.module.css'

interface SettingRowProps {
  readonly setting: ShownSetting & { readonly name: ShownName }
  readonly value: string
  readonly saved: string
  readonly isFaulty: boolean
  readonly readOnly: boolean
  readonly onChange: (value: string) => void
}

/** The control, what it does, what it was made with, and the way back there. */
export function SettingRow({ setting, value, saved, isFaulty, readOnly, onChange }: SettingRowProps) {
  const { messages } = useAdministrationSpeech()
  const queryClient = useQueryClient()
  const { name } = setting
  const restore = useMutation({
    mutationFn: () => resetSystemSetting(name),
    onSuccess: async (reset) => {
      await refreshSystemSettings(queryClient)
      onChange(reset.value)
    },
  })
  const standard = settingDefaults.get(name)
  return (
    <div className={styles['row']}>
      <Control
        setting={setting}
        value={value}
        error={isFaulty ? messages.outOfBounds : restore.error ? outcomeText(restore.error, messages) : undefined}
        readOnly={readOnly}
        onChange={onChange}
      />
      {standard !== undefined && (
        <p className={styles['default']}>
          {messages.settingDefault(valueText(standard, messages))}{' '}
          {saved !== standard && !readOnly && (
            <Button look="quiet" busy={restore.isPending} onClick={() => restore.mutate()}>
              {messages.restoreOf(messages[`setting.${name}`])}
            </Button>
          )}
        </p>
      )}
    </div>
  )
}

interface ControlProps extends Pick<SettingRowProps, 'setting' | 'value' | 'readOnly' | 'onChange'> {
  readonly error: string | undefined
}

function Control({ setting, value, error, readOnly, onChange }: ControlProps) {
  const { messages } = useAdministrationSpeech()
  const label = messages[`setting.${setting.name}`]
  const help = messages[`does.${setting.name}`]
  if (setting.kind === 'flag')
    return (
      <CheckBox
        label={label}
        help={error ?? help}
        checked={value === 'true'}
        disabled={readOnly}
        onChange={(on) => onChange(String(on))}
      />
    )
  if (setting.kind === 'count')
    return (
      <TextField
        label={label}
        help={setting.noLimit ? `${help} ${messages.noLimitHelp}` : help}
        error={error}
        inputMode="numeric"
        autoComplete="off"
        value={value}
        readOnly={readOnly}
        onChange={(event) => onChange(event.target.value.trim())}
      />
    )
  return (
    <SelectBox
      label={label}
      help={help}
      error={error}
      value={value}
      disabled={readOnly}
      onChange={(event) => onChange(event.target.value)}
    >
      {choicesWith(setting.values, value).map((choice) => (
        <option key={choice} value={choice}>
          {valueText(choice, messages)}
        </option>
      ))}
    </SelectBox>
  )
}

/** The manager's English in the language of the page. */
function valueText(value: string, messages: AllMessages): string {
  const words: Readonly<Record<string, string>> = {
    true: messages.on,
    false: messages.off,
    Never: messages.never,
    'No Limit': messages.noLimit,
    '-1': messages.noLimit,
    'Block new sessions': messages.blockNewSessions,
    'Expire oldest session': messages.endOldestSession,
  }
  const [, amount = '', unit = ''] = /^(\d+) (Minute|Hour|Day|Week|Month|Year)s?$/.exec(value) ?? []
  const units: Readonly<Record<string, (amount: string) => string>> = {
    Minute: messages.minutes,
    Hour: messages.hours,
    Day: messages.days,
    Week: messages.weeks,
    Month: messages.months,
    Year: messages.years,
  }
  return words[value] ?? units[unit]?.(amount) ?? value
}
