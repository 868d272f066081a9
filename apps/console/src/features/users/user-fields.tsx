import { TimeZoneBox } from '../../frames/time-zone-box.tsx'
import { saysRoleGone, type FieldRefusal } from '../../frames/refusal.ts'
import { keyLocales } from '../../lib/key-locales.ts'
import { useAdministrationSpeech, type AllMessages } from '../../messages/administration.ts'
import { CheckBox } from '../../ui/check-box.tsx'
import { SelectBox, TextArea, TextField } from '../../ui/text-field.tsx'
import { RoleChoice } from './role-choice.tsx'
import { userNameLengthMax, type UserFault, type UserField, type UserForm } from './user-form.ts'
import styles from './users.module.css'

export interface FieldsProps {
  readonly form: UserForm
  readonly errorOf: (field: UserField) => string | undefined
  readonly readOnly: boolean
  readonly set: (part: Partial<UserForm>) => void
}

/** A fault of ours first, then what the server said; two names that clash are explained. */
export const errorsOf =
  (faults: Partial<Record<UserField, UserFault>>, refusal: FieldRefusal | undefined, messages: AllMessages) =>
  (field: UserField): string | undefined => {
    const fault = faults[field]
    if (fault === 'tooLong') return messages.tooLong(String(userNameLengthMax))
    if (fault) return messages[fault]
    if (refusal?.field !== field || refusal.message === undefined) return undefined
    if (saysRoleGone(refusal)) return messages.roleDeleted
    return field === 'username' && /already exists/i.test(refusal.message) ? messages.nameTaken : refusal.message
  }

interface GeneralFieldsProps extends FieldsProps {
  readonly onMakeRole: (() => void) | undefined
  /** Why the user keeps the role. */
  readonly roleReason?: string | undefined
}

export function GeneralFields({ form, errorOf, readOnly, set, onMakeRole, roleReason }: GeneralFieldsProps) {
  const { messages } = useAdministrationSpeech()
  return (
    <>
      <TextField
        label={messages.userName}
        help={readOnly ? undefined : messages.userNameHelp}
        error={errorOf('username')}
        value={form.username}
        readOnly={readOnly}
        autoComplete="off"
        spellCheck={false}
        autoFocus
        onChange={(event) => set({ username: event.target.value })}
      />
      <TextField
        label={messages.fullName}
        error={errorOf('fullName')}
        value={form.fullName}
        readOnly={readOnly}
        autoComplete="off"
        onChange={(event) => set({ fullName: event.target.value })}
      />
      <TextArea
        label={messages.description}
        error={errorOf('description')}
        value={form.description}
        readOnly={readOnly}
        onChange={(event) => set({ description: event.target.value })}
      />
      <RoleChoice
        value={form.roleID}
        error={errorOf('roleID')}
        readOnly={readOnly}
        reason={readOnly ? undefined : roleReason}
        onChange={(roleID) => set({ roleID })}
        onMake={onMakeRole}
      />
      <div className={styles['half']}>
        <SelectBox
          label={messages.language}
          value={form.locale}
          disabled={readOnly}
          onChange={(event) => set({ locale: keyLocales.find((locale) => locale === event.target.value) ?? 'en-US' })}
        >
          <option value="en-US">{messages.languageEnglish}</option>
          <option value="ja-JP">{messages.languageJapanese}</option>
        </SelectBox>
      </div>
      <TimeZoneBox value={form.timeZone} readOnly={readOnly} onChange={(timeZone) => set({ timeZone })} />
    </>
  )
}

const contact = [
  { field: 'phoneNumber', type: 'tel' },
  { field: 'mobileNumber', type: 'tel' },
  { field: 'pagerNumber', type: 'tel' },
  { field: 'emailAddress', type: 'email' },
] as const

export function ContactFields({ form, errorOf, readOnly, set }: FieldsProps) {
  const { messages } = useAdministrationSpeech()
  return (
    <>
      {contact.map(({ field, type }) => (
        <TextField
          key={field}
          type={type}
          label={messages[field]}
          error={errorOf(field)}
          value={form[field]}
          readOnly={readOnly}
          autoComplete="off"
          onChange={(event) => set({ [field]: event.target.value })}
        />
      ))}
      <CheckBox
        label={messages.primaryContact}
        checked={form.primaryContact}
        disabled={readOnly}
        onChange={(primaryContact) => set({ primaryContact })}
      />
      <CheckBox
        label={messages.receiveNotifications}
        checked={form.receiveNotifications}
        disabled={readOnly}
        onChange={(receiveNotifications) => set({ receiveNotifications })}
      />
    </>
  )
}

export function SettingsFields({ form, readOnly, set }: FieldsProps) {
  const { messages } = useAdministrationSpeech()
  return (
    <>
      <div className={styles['half']}>
        <SelectBox
          label={messages.timeFormat}
          value={form.timeFormat}
          disabled={readOnly}
          onChange={(event) => set({ timeFormat: event.target.value === '12' ? '12' : '24' })}
        >
          <option value="24">{messages.timeFormat24}</option>
          <option value="12">{messages.timeFormat12}</option>
        </SelectBox>
      </div>
      <CheckBox
        label={messages.reportPDFPasswordEnabled}
        checked={form.reportPDFPasswordEnabled}
        disabled={readOnly}
        onChange={(reportPDFPasswordEnabled) => set({ reportPDFPasswordEnabled })}
      />
    </>
  )
}
