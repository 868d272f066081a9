import { Banner } from '../../../ui/banner.tsx'
import { CheckBox } from '../../../ui/check-box.tsx'
import { SelectField } from '../../../ui/select-field.tsx'
import { TextArea, TextField } from '../../../ui/text-field.tsx'
import { within } from '../feature-level.ts'
import { presetNames, withPreset } from '../presets.ts'
import type { Editing } from './editing.ts'
import styles from './editor.module.css'

interface GeneralTabProps {
  readonly editing: Editing
  /** Offered while the role is new: later they would take away what somebody chose. */
  readonly withPresets: boolean
  readonly granterMay: { readonly allowUserInterface: boolean; readonly allowWebService: boolean }
}

export function GeneralTab({ editing, withPresets, granterMay }: GeneralTabProps) {
  const { form, set, known, toGive, readOnly, errorOf, messages } = editing
  return (
    <>
      <TextField
        label={messages.name}
        value={form.name}
        error={errorOf('name')}
        autoComplete="off"
        spellCheck={false}
        readOnly={readOnly}
        autoFocus
        data-focus
        onChange={(event) => set({ name: event.target.value })}
      />
      <TextArea
        label={messages.description}
        value={form.description}
        error={errorOf('description')}
        readOnly={readOnly}
        onChange={(event) => set({ description: event.target.value })}
      />
      {withPresets && (
        <SelectField
          label={messages.startFrom}
          value=""
          options={[
            { value: '', name: messages.startFromChoose },
            ...presetNames.map((name) => ({ value: name, name: messages[name] })),
          ]}
          onChange={(value) => {
            const preset = presetNames.find((name) => name === value)
            if (preset) set(withPreset(form, preset, within(known, toGive)))
          }}
        />
      )}
      <fieldset className={styles['boxes']}>
        <legend>{messages.accessType}</legend>
        <CheckBox
          label={messages.allowUserInterface}
          help={messages.allowUserInterfaceHelp}
          checked={form.allowUserInterface}
          disabled={readOnly || !(granterMay.allowUserInterface || form.allowUserInterface)}
          onChange={(allowUserInterface) => set({ allowUserInterface })}
        />
        <CheckBox
          label={messages.allowWebService}
          help={messages.allowWebServiceHelp}
          checked={form.allowWebService}
          disabled={readOnly || !(granterMay.allowWebService || form.allowWebService)}
          onChange={(allowWebService) => set({ allowWebService })}
        />
      </fieldset>
      {!form.allowUserInterface && !form.allowWebService && <Banner tone="warning">{messages['lack.noWayIn']}</Banner>}
    </>
  )
}
