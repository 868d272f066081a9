import { keyLocales } from '../../lib/key-locales.ts'
import { useSpeech } from '../../messages/messages.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import type { FilterProps } from './filter-chips.tsx'
import styles from './key-filters.module.css'
import type { ApiKeyRow } from './rows.ts'
import { statusMessage } from './status-mark.tsx'
import { apiKeyStatuses } from './status.ts'
import { ExpiryTimeline } from './timeline/expiry-timeline.tsx'

interface KeyFiltersProps extends FilterProps {
  readonly rows: readonly ApiKeyRow[]
  readonly now: number
}

/** Every filter as a field; what is set stands in the address as well. */
export function KeyFilters({ filters, roleNames, rows, now, onChange }: KeyFiltersProps) {
  const { messages } = useSpeech()
  const none = { value: '', name: '–' }
  return (
    <>
      <div className={styles['filters']}>
        <SelectField
          label={messages.status}
          value={filters.status ?? ''}
          options={[
            none,
            ...apiKeyStatuses.map((status) => ({ value: status, name: messages[statusMessage[status]] })),
          ]}
          onChange={(value) => onChange({ status: apiKeyStatuses.find((status) => status === value) })}
        />
        <SelectField
          label={messages.role}
          value={filters.role ?? ''}
          options={[none, ...[...roleNames].map(([ID, name]) => ({ value: String(ID), name }))]}
          onChange={(value) => onChange({ role: value || undefined })}
        />
        <SelectField
          label={messages.language}
          value={filters.language ?? ''}
          options={[none, ...keyLocales.map((locale) => ({ value: locale, name: locale }))]}
          onChange={(value) => onChange({ language: keyLocales.find((locale) => locale === value) })}
        />
        <DayField
          label={messages.expiresBefore}
          value={filters.expires}
          onChange={(expires) => onChange({ expires })}
        />
        <DayField
          label={messages.lastSignInBefore}
          value={filters.seen === 'never' ? undefined : filters.seen}
          onChange={(seen) => onChange({ seen })}
        />
        <label className={styles['check']}>
          <input
            type="checkbox"
            checked={filters.seen === 'never'}
            onChange={(event) => onChange({ seen: event.target.checked ? 'never' : undefined })}
          />
          {messages.neverSignedIn}
        </label>
      </div>
      <ExpiryTimeline rows={rows} now={now} filters={filters} onChange={onChange} />
    </>
  )
}

interface DayFieldProps {
  readonly label: string
  readonly value: string | undefined
  readonly onChange: (day: string | undefined) => void
}

const DayField = ({ label, value, onChange }: DayFieldProps) => (
  <label className={styles['day']}>
    {label}
    <input type="date" value={value ?? ''} onChange={(event) => onChange(event.target.value || undefined)} />
  </label>
)
