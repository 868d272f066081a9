import type { ApiKey } from '@latchkey/contract'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { CallError } from '../../lib/client.ts'
import { formatMoment, formatUtc } from '../../lib/dates.ts'
import { useSpeech } from '../../messages/messages.tsx'
import { apiKeyQueries } from '../../queries/api-key-queries.ts'
import { roleQueries } from '../../queries/role-queries.ts'
import { Button } from '../../ui/button.tsx'
import { Grid, type GridColumn } from '../../ui/grid.tsx'
import { Notice } from '../../ui/notice.tsx'
import { columnNames, shownKeys, type ColumnName, type Sort } from './api-key-order.ts'
import { statusOf, type ApiKeyStatus } from './api-key-status.ts'
import styles from './api-keys-page.module.css'

interface ApiKeysPageProps {
  readonly search: string
  readonly sort: Sort
  /** The address is where the search and the order are kept. */
  readonly onChange: (change: { search?: string; sort?: Sort }) => void
}

const noKeys: readonly ApiKey[] = []
const statusMessage = {
  active: 'statusActive',
  expiring: 'statusExpiring',
  expired: 'statusExpired',
  'locked-out': 'statusLockedOut',
} as const satisfies Record<ApiKeyStatus, string>

export function ApiKeysPage({ search, sort, onChange }: ApiKeysPageProps) {
  const { messages, language } = useSpeech()
  const [now] = useState(Date.now)
  const crawl = useInfiniteQuery(apiKeyQueries.crawl())
  const roles = useQuery(roleQueries.list())
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = crawl
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])

  const roleNames = useMemo(() => new Map(roles.data?.map(({ ID, name }) => [ID, name])), [roles.data])
  const roleName = (ID: number) => roleNames.get(ID) ?? messages.roleNumber(ID)
  const keys = crawl.data ?? noKeys
  const shown = useMemo(
    () => shownKeys(keys, { search, sort, now, roleName: (ID) => roleNames.get(ID) ?? messages.roleNumber(ID) }),
    [keys, search, sort, now, roleNames, messages],
  )

  const number = new Intl.NumberFormat(language)
  const locked = keys.filter(({ active }) => !active).length
  return (
    <div className={styles['page']}>
      <header className={styles['header']}>
        <h1>{messages.apiKeys}</h1>
        <p className={styles['count']} aria-live="polite">
          {crawl.isSuccess &&
            (hasNextPage
              ? messages.loading(number.format(keys.length))
              : messages.keyCount(number.format(keys.length), number.format(locked)))}
        </p>
      </header>
      <div className={styles['toolbar']}>
        <input
          type="search"
          className={styles['search']}
          aria-label={messages.searchKeys}
          placeholder={messages.searchKeys}
          value={search}
          onChange={(event) => onChange({ search: event.target.value })}
        />
      </div>
      {crawl.isError ? (
        <KeysError error={crawl.error} onRetry={() => void crawl.refetch()} />
      ) : crawl.isSuccess && keys.length === 0 ? (
        <Notice title={messages.noKeys}>
          <p>{messages.noKeysHelp}</p>
        </Notice>
      ) : crawl.isSuccess && shown.length === 0 ? (
        <Notice title={messages.noMatch(search)}>
          <p>{messages.noMatchHelp}</p>
          <Button onClick={() => onChange({ search: '' })}>{messages.clearSearch}</Button>
        </Notice>
      ) : crawl.isSuccess ? (
        <Grid
          label={messages.apiKeys}
          rows={shown}
          rowKey={({ ID }) => ID}
          columns={columnNames.map((id) => ({
            id,
            header: messages[id],
            cell: cellOf(id),
            sorted: sortedOf(id, sort),
          }))}
          onSort={(id) => onChange({ sort: nextSort(id, sort) })}
          narrowCell={(key) => <Status status={statusOf(key, now)} />}
        />
      ) : null}
    </div>
  )

  function cellOf(column: ColumnName): GridColumn<ApiKey>['cell'] {
    switch (column) {
      case 'name':
        return ({ keyName }) => <span title={keyName}>{keyName}</span>
      case 'role':
        return ({ roleID }) => roleName(roleID)
      case 'status':
        return (key) => <Status status={statusOf(key, now)} />
      case 'expires':
        return ({ expiryDate }) => moment(expiryDate, messages.never)
      case 'lastSignIn':
        return ({ lastSignIn }) => moment(lastSignIn, messages.notSeen)
      case 'created':
        return ({ created }) => moment(created, '')
      case 'description':
        return ({ description }) => <span title={description}>{description}</span>
    }
  }

  function moment(ms: number | undefined, absent: string) {
    return ms === undefined ? (
      <span className={styles['absent']}>{absent}</span>
    ) : (
      <time dateTime={new Date(ms).toISOString()} title={formatUtc(ms)}>
        {formatMoment(ms, language)}
      </time>
    )
  }
}

function Status({ status }: { status: ApiKeyStatus }) {
  const { messages } = useSpeech()
  return <span className={`${styles['status']} ${styles[status]}`}>{messages[statusMessage[status]]}</span>
}

function KeysError({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const { messages } = useSpeech()
  if (error instanceof CallError && error.status === 403)
    return (
      <Notice title={messages.noRight}>
        <p>{error.message}</p>
        <p>{messages.noRightHelp}</p>
      </Notice>
    )
  const requestID = error instanceof CallError ? error.requestID : undefined
  return (
    <Notice title={messages.errorTitle} tone="danger">
      <p>
        {error.message} {messages.errorChangedNothing}
      </p>
      {requestID && <p className={styles['request']}>{messages.requestID(requestID)}</p>}
      <Button onClick={onRetry}>{messages.retry}</Button>
    </Notice>
  )
}

const sortedOf = (column: ColumnName, sort: Sort) =>
  sort === column ? 'ascending' : sort === `-${column}` ? 'descending' : undefined

function nextSort(id: string, sort: Sort): Sort {
  const column = columnNames.find((name) => name === id) ?? 'name'
  return sort === column ? `-${column}` : column
}
