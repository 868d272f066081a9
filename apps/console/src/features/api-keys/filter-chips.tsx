import { useSpeech } from '../../messages/messages.tsx'
import { useFormats } from '../../messages/use-formats.ts'
import { FilterChip } from '../../ui/filter-chip.tsx'
import { filterNames, type FilterName, type Filters } from './list-search.ts'
import { statusMessage } from './status-mark.tsx'

export interface FilterProps {
  readonly filters: Filters
  readonly roleNames: ReadonlyMap<number, string>
  readonly onChange: (filters: Filters) => void
}

/** What narrows the list, each to be taken away. */
export function FilterChips({ filters, roleNames, onChange }: FilterProps) {
  const { messages } = useSpeech()
  const formats = useFormats()
  const day = (date = '') => formats.date(Date.parse(`${date}T00:00`))
  const texts: Readonly<Record<FilterName, string>> = {
    status: filters.status ? `${messages.status}: ${messages[statusMessage[filters.status]]}` : '',
    role: `${messages.role}: ${roleNames.get(Number(filters.role)) ?? filters.role}`,
    after: messages.dateFrom(messages.expires, day(filters.after)),
    expires: messages.dateBefore(messages.expires, day(filters.expires)),
    seen:
      filters.seen === 'never' ? messages.neverSignedIn : messages.dateBefore(messages.lastSignIn, day(filters.seen)),
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
