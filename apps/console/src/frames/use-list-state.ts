import { useEffect, useRef, useState } from 'react'
import { useNavigate, useRouter, useSearch } from '../router/use-router.ts'
import type { GridSort } from '../ui/grid/column.ts'
import { parseListAddress, sortedBy, sortOf, type ListAddress } from './list-address.ts'

export function useListState(usual: GridSort) {
  const address: ListAddress = useSearch(parseListAddress)
  const navigate = useNavigate()
  const { history } = useRouter()
  const q = address.q ?? ''
  // The field runs ahead of the address while one types, and follows it when one goes back or forward.
  const [text, setTyped] = useState(q)
  const written = useRef(q)
  useEffect(
    () =>
      history.subscribe(({ location }) => {
        const now = new URLSearchParams(location.search).get('q') ?? ''
        if (now === written.current) return
        written.current = now
        setTyped(now)
      }),
    [history],
  )
  const change = (part: ListAddress, replace: boolean) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace })
  const sort = sortOf(address.sort, usual)
  return {
    text,
    setText: (next: string) => {
      written.current = next
      setTyped(next)
      change({ q: next || undefined }, text !== '' && next !== '')
    },
    sort,
    toggleSort: (column: string) => change({ sort: sortedBy(column, sort, usual) }, false),
  }
}
