import { keyLocales } from '../../lib/key-locales.ts'
import { useSpeech } from '../../messages/messages.tsx'
import { FilterChip } from '../../ui/filter-chip.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import styles from './api-keys-page.module.css'
import { filterNames, type FilterName, type Filters } from './list-search.ts'
import { statusMessage } from './status-mark.tsx'
import { apiKeyStatuses } from './status.ts'

interface KeyFiltersProps {
  readonly filters: Filters
  readonly roleNames: ReadonlyMap<number, string>
  readonly onChange: (filters: Filters) => void
}

/** Every filter as a field; what is set stands in the address as well. */
export function KeyFilters({ filters, roleNames, onChange }: KeyFiltersProps) {
  const { messages } = useSpeech()
  const none = { value: '', name: '–' }
  return (
    <div className={styles['filters']}>
      <SelectField
        label={messages.status}
        value={filters.status ?? ''}
        options={[none, ...apiKeyStatuses.map((status) => ({ value: status, name: messages[statusMessage[status]] }))]}
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
      <DayField label={messages.expiresBefore} value={filters.expires} onChange={(expires) => onChange({ expires })} />
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

/** What narrows the list, each to be taken away. */
export function FilterChips({ filters, roleNames, onChange }: KeyFiltersProps) {
  const { messages } = useSpeech()
  const texts: Readonly<Record<FilterName, string>> = {
    status: filters.status ? `${messages.status}: ${messages[statusMessage[filters.status]]}` : '',
    role: `${messages.role}: ${roleNames.get(Number(filters.role)) ?? filters.role}`,
    after: messages.dateFrom(messages.expires, filters.after ?? ''),
    expires: messages.dateBefore(messages.expires, filters.expires ?? ''),
    seen:
      filters.seen === 'never' ? messages.neverSignedIn : messages.dateBefore(messages.lastSignIn, filters.seen ?? ''),
    language: `${messages.language}: ${filters.language}`,
  }
  return filterNames
    .filter((name) => filters[name] !== undefined)
    .map((name) => (
      <FilterChip
        key={name}
        text={texts[name]}
        removeLabel={messages.remove(texts[name])}
        onRemove={() => onChange({ [name]: undefined })}
      />
    ))
}
