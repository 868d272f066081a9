import type { SystemSettings } from '@latchkey/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type SubmitEvent } from 'react'
import { EquivalentCode } from '../../frames/equivalent-code-panel.tsx'
import { OutcomeBanner } from '../../frames/form-window.tsx'
import { useFocusFault } from '../../frames/use-focus-fault.ts'
import { useOnline } from '../../lib/use-online.ts'
import { useAdministrationSpeech } from '../../messages/administration.ts'
import { modifySystemSettings, refreshSystemSettings } from '../../queries/system-setting-queries.ts'
import { Button } from '../../ui/button.tsx'
import { SettingRow } from './setting-row.tsx'
import { changeOf, faultyNames, groupNames, settingGroups, valuesOf, type SettingValues } from './setting-table.ts'
import styles from './settings.module.css'

interface SettingsFormProps {
  readonly settings: SystemSettings
  readonly readOnly: boolean
}

/** All of them in one form; what this manager does not know is not there. */
export function SettingsForm({ settings, readOnly }: SettingsFormProps) {
  const { messages } = useAdministrationSpeech()
  const queryClient = useQueryClient()
  const isOnline = useOnline()
  const before = valuesOf(settings)
  const [edited, setEdited] = useState<SettingValues>({})
  const [isChecked, setChecked] = useState(false)
  const { container, expectFault, forgetFault } = useFocusFault<HTMLFormElement>()
  const values = { ...before, ...edited }
  const change = changeOf(values, before)
  const count = Object.keys(change).length
  const faulty = faultyNames(values)
  const save = useMutation({
    mutationFn: () => modifySystemSettings(change),
    onSuccess: async () => {
      await refreshSystemSettings(queryClient)
      setEdited({})
      setChecked(false)
    },
  })
  return (
    <form
      ref={container}
      className={styles['page']}
      noValidate
      onInput={forgetFault}
      onSubmit={(event: SubmitEvent<HTMLFormElement>) => {
        event.preventDefault()
        setChecked(true)
        if (isOnline && count > 0 && faulty.length === 0 && !save.isPending) save.mutate()
        expectFault()
      }}
    >
      {save.error && <OutcomeBanner error={save.error} />}
      {groupNames.map((group) => (
        <section key={group} className={styles['group']} aria-labelledby={`settings-${group}`}>
          <h2 id={`settings-${group}`} className={styles['title']}>
            {messages[`settings.${group}`]}
          </h2>
          {settingGroups[group]
            .filter(({ name }) => before[name] !== undefined)
            .map((setting) => (
              <SettingRow
                key={setting.name}
                setting={setting}
                value={values[setting.name] ?? ''}
                saved={before[setting.name] ?? ''}
                isFaulty={isChecked && faulty.includes(setting.name)}
                readOnly={readOnly}
                onChange={(value) => setEdited({ ...edited, [setting.name]: value })}
              />
            ))}
        </section>
      ))}
      {!readOnly && (
        <div className={styles['save']}>
          <Button
            type="submit"
            look="primary"
            busy={save.isPending}
            blocked={isOnline ? (count > 0 ? undefined : messages.nothingChanged) : messages.offline}
          >
            {messages.saveSettings}
          </Button>
          {count > 0 && (
            <Button look="quiet" onClick={() => setEdited({})}>
              {messages.discard}
            </Button>
          )}
          <span role="status">
            {count > 0 ? messages.settingsChanged(String(count)) : save.isSuccess && messages.settingsSaved}
          </span>
        </div>
      )}
      {!readOnly && count > 0 && <EquivalentCode change={{ method: 'POST', path: '/systemsettings', body: change }} />}
    </form>
  )
}
