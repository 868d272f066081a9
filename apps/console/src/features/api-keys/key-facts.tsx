import { useSuspenseQuery } from '@tanstack/react-query'
import { useSettled } from '../../lib/use-settled.ts'
import { lacksAll } from '../../lib/rights.ts'
import { useSpeech } from '../../messages/messages.tsx'
import { useFormats } from '../../messages/use-formats.ts'
import { sessionQueries } from '../../queries/session-queries.ts'
import { keyRights } from './key-actions.tsx'
import type { ApiKeyRow } from './rows.ts'
import type { useApiKeys } from './use-api-keys.ts'

interface KeyFactsProps {
  readonly rows: readonly ApiKeyRow[]
  readonly shown: number
  readonly chosen: number
  readonly list: ReturnType<typeof useApiKeys>
}

/** How many, as of when, and for whom. Exact when everything is there; until then it says that it is not. */
export function KeyFacts({ rows, shown, chosen, list }: KeyFactsProps) {
  const { messages } = useSpeech()
  const { number } = useFormats()
  const isSettled = useSettled()
  const { data: session } = useSuspenseQuery(sessionQueries.current())
  const locked = rows.filter(({ status }) => status === 'locked-out').length
  const count = list.hasNextPage
    ? messages.loading(number(rows.length))
    : shown < rows.length
      ? messages.keysOf(number(shown), number(rows.length))
      : rows.length === 1 && locked === 0
        ? messages.oneKey
        : messages.keyCount(number(rows.length), number(locked))
  return (
    <>
      <span role="status">{list.isSuccess || list.isRefetchError ? count : messages.loadingKeys}</span>
      {chosen > 0 && <span>{messages.selected(number(chosen))}</span>}
      {isSettled && list.dataUpdatedAt > 0 && <AsOf moment={list.dataUpdatedAt} />}
      {lacksAll(session, Object.values(keyRights)) && <span>{messages.readAccess}</span>}
    </>
  )
}

function AsOf({ moment }: { readonly moment: number }) {
  const { messages } = useSpeech()
  const { time, timeZone } = useFormats()
  return <span>{messages.asOf(time(moment), timeZone)}</span>
}
