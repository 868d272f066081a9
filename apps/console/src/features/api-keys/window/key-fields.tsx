import type { Role } from '@latchkey/contract'
import type { FieldRefusal } from '../../../frames/refusal.ts'
import { keyLocales } from '../../../lib/key-locales.ts'
import { useSettled } from '../../../lib/use-settled.ts'
import { useWindowSpeech } from '../../../messages/windows.ts'
import { SelectBox, TextArea, TextField } from '../../../ui/text-field.tsx'
import { ExpiryField } from './expiry-field.tsx'
import { descriptionLengthMax, nameLengthMax, type KeyForm, type KeyFormFaults } from './key-form.ts'
import { RoleField } from './role-field.tsx'
import { TimeZoneField } from './time-zone-field.tsx'
import styles from './window.module.css'

export interface KeyFieldsProps {
  readonly form: KeyForm
  readonly faults: KeyFormFaults
  /** What the server said about a field. */
  readonly refusal: FieldRefusal | undefined
  readonly roles: readonly Role[]
  readonly readOnly: boolean
  /** Absent for whoever may not make roles. */
  readonly onMakeRole: (() => void) | undefined
  readonly onChange: (form: KeyForm) => void
}

/** In the order of the original. */
export function KeyFields({ form, faults, refusal, roles, readOnly, onMakeRole, onChange }: KeyFieldsProps) {
  const { messages } = useWindowSpeech()
  // The window is there with its first field, and the rest a moment later.
  const isSettled = useSettled()
  const set = (part: Partial<KeyForm>) => onChange({ ...form, ...part })
  const errorOf = (field: 'keyName' | 'description' | 'roleID'): string | undefined => {
    const fault = faults[field]
    if (fault === 'tooLong') return messages.tooLong(String(field === 'keyName' ? nameLengthMax : descriptionLengthMax))
    if (fault === 'nameGiven' || fault === 'chooseRole') return messages[fault]
    return refusal?.field === field ? refusal.message : undefined
  }
  return (
    <>
      <TextField
        label={messages.name}
        value={form.keyName}
        error={errorOf('keyName')}
        autoComplete="off"
        spellCheck={false}
        readOnly={readOnly}
        onChange={(event) => set({ keyName: event.target.value })}
      />
      <TextArea
        label={messages.description}
        value={form.description}
        error={errorOf('description')}
        readOnly={readOnly}
        onChange={(event) => set({ description: event.target.value })}
      />
      {isSettled && (
        <>
          <RoleField
            roles={roles}
            value={form.roleID}
            error={errorOf('roleID')}
            readOnly={readOnly}
            onMake={onMakeRole}
            onChange={(roleID) => set({ roleID })}
          />
          <div className={styles['half']}>
            <SelectBox
              label={messages.language}
              value={form.locale}
              disabled={readOnly}
              onChange={(event) =>
                set({ locale: keyLocales.find((locale) => locale === event.target.value) ?? 'en-US' })
              }
            >
              <option value="en-US">{messages.languageEnglish}</option>
              <option value="ja-JP">{messages.languageJapanese}</option>
            </SelectBox>
          </div>
          <TimeZoneField form={form} readOnly={readOnly} onChange={onChange} />
          <ExpiryField
            form={form}
            fault={faults.expiryDate}
            refusal={refusal?.field === 'expiryDate' ? refusal.message : undefined}
            readOnly={readOnly}
            onChange={(expiry) => set({ expiry })}
          />
        </>
      )}
    </>
  )
}
