import { useEffect, useMemo, useRef, useState } from 'react'
import { useNavigate, useRouter, useSearch } from '../../router/use-router.ts'
import {
  columnsOf,
  filterNames,
  parseListSearch,
  sortedBy,
  sortOf,
  toggledColumn,
  type ColumnID,
  type Filters,
  type Grouping,
} from './list-search.ts'

const noFilters = Object.fromEntries(filterNames.map((name) => [name, undefined]))

/** Search, filters, order and columns as they stand in the address. A search is one step back, however many letters it took. */
export function useListSearch() {
  const search = useSearch(parseListSearch)
  const { q = '', sort: sortText, cols, group } = search
  const navigate = useNavigate()
  const typed = useTypedText(q)
  const sort = sortOf(sortText)
  const columns = useMemo(() => columnsOf(cols), [cols])
  const change = (part: Partial<typeof search>, replace = false): void =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace })
  const setText = (next: string): void => {
    typed.set(next)
    change({ q: next || undefined }, typed.text !== '' && next !== '')
  }
  return {
    text: typed.text,
    setText,
    sort,
    setSort: (next: string) => change({ sort: next }),
    toggleSort: (column: string) => change({ sort: sortedBy(column, sort) }),
    columns,
    toggleColumn: (column: ColumnID) => change({ cols: toggledColumn(cols, column) }, true),
    group,
    setGroup: (next: Grouping | undefined) => change({ group: next }),
    filters: search,
    setFilter: (filter: Filters) => change(filter),
    open: (ID: number) =>
      void navigate({ to: '/api-keys/$apiKeyID', params: { apiKeyID: String(ID) }, search: (before) => before }),
    openNew: (like?: number) => void navigate({ to: '/api-keys/new', search: (before) => ({ ...before, like }) }),
    openNewSecret: (ID: number) =>
      void navigate({
        to: '/api-keys/$apiKeyID/new-secret',
        params: { apiKeyID: String(ID) },
        search: (before) => before,
      }),
    close: (key?: { readonly ID: number }) =>
      void navigate({
        to: '/api-keys',
        search: (before) => before,
        state: { newRow: key?.ID },
        replace: true,
        ignoreBlocker: true,
      }),
    clearFilters: () => {
      typed.set('')
      change({ ...noFilters, q: undefined })
    },
  }
}

export type ListSearchState = ReturnType<typeof useListSearch>

/** The field runs ahead of the address while one types, and follows it when one goes back or forward. */
function useTypedText(q: string) {
  const { history } = useRouter()
  const [text, setText] = useState(q)
  const written = useRef(q)
  useEffect(() => {
    const follow = () => {
      const now = new URLSearchParams(history.location.search).get('q') ?? ''
      if (now === written.current) return
      written.current = now
      setText(now)
    }
    // Who went back before this was drawn is heard of nowhere else.
    follow()
    return history.subscribe(follow)
  }, [history])
  const set = (next: string): void => {
    written.current = next
    setText(next)
  }
  return { text, set }
}
