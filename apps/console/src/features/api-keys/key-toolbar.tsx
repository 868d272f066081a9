import { Columns3, ListFilter, Rows3 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useSpeech } from '../../messages/messages.tsx'
import { Button } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import styles from './api-keys-page.module.css'
import { columnHeader } from './columns.tsx'
import { FilterChips } from './filter-chips.tsx'
import { useNarrow } from './key-list.tsx'
import { columnIDs, groupings, hasFilters } from './list-search.ts'
import type { ListSearchState } from './use-list-search.ts'

interface KeyToolbarProps {
  readonly search: ListSearchState
  readonly roleNames: ReadonlyMap<number, string>
  readonly isFilterOpen: boolean
  readonly onToggleFilters: () => void
  readonly children?: ReactNode
}

export function KeyToolbar({ search, roleNames, isFilterOpen, onToggleFilters, children }: KeyToolbarProps) {
  const { messages } = useSpeech()
  const isNarrow = useNarrow()
  return (
    <div className={styles['toolbar']}>
      <SearchField
        label={messages.searchKeys}
        clearLabel={messages.clearSearch}
        value={search.text}
        onChange={search.setText}
      />
      <Button look="quiet" aria-expanded={isFilterOpen} onClick={onToggleFilters}>
        <ListFilter size={16} aria-hidden />
        {messages.addFilter}
      </Button>
      <FilterChips filters={search.filters} roleNames={roleNames} onChange={search.setFilter} />
      {hasFilters(search.filters) && (
        <Button look="quiet" onClick={search.clearFilters}>
          {messages.clearFilters}
        </Button>
      )}
      <span className={styles['space']} />
      {children}
      <Menu
        label={messages.groupBy}
        trigger={<Rows3 size={16} aria-hidden />}
        items={[undefined, ...groupings].map((grouping) => ({
          id: grouping ?? 'none',
          name: grouping === undefined ? messages.noGroups : messages[columnHeader[grouping]],
          chosen: search.group === grouping,
          onSelect: () => search.setGroup(grouping),
        }))}
      />
      {isNarrow ? (
        <SelectField
          label={messages.orderBy}
          isLabelHidden
          value={search.sort.column}
          options={columnIDs.map((id) => ({ value: id, name: messages[columnHeader[id]] }))}
          onChange={search.setSort}
        />
      ) : (
        <Menu
          label={messages.columns}
          trigger={<Columns3 size={16} aria-hidden />}
          items={columnIDs
            .filter((id) => id !== 'name')
            .map((id) => ({
              id,
              name: messages[columnHeader[id]],
              checked: search.columns.includes(id),
              onSelect: () => search.toggleColumn(id),
            }))}
        />
      )}
    </div>
  )
}
