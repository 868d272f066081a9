import type { ApiKey } from '@latchkey/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useMemo, useState } from 'react'
import { onLiveEvent } from '../../lib/live-stream.ts'
import { apiKeyQueries, applyToList, readNewApiKeys } from '../../queries/api-key-queries.ts'
import { differences } from './differences.ts'
import { createLatestReading } from './latest-reading.ts'

/** What a key has become; null when it is gone. */
type Changes = ReadonlyMap<number, ApiKey | null>

const nothing: Changes = new Map()
const everyMs = 60_000

/** What others did is read at once, and applied when one says so: no row moves from under the pointer by itself. */
export function useChanges(keys: readonly ApiKey[]) {
  const queryClient = useQueryClient()
  const [changes, setChanges] = useState(nothing)
  const [readLatest] = useState(createLatestReading)

  const note = (ID: number, now: ApiKey | null) => {
    const isSame = isAsKnown(knownKey(ID), now)
    setChanges((before) => {
      const next = new Map(before)
      next.delete(ID)
      return isSame ? next : next.set(ID, now)
    })
  }
  const knownKey = (ID: number) =>
    queryClient
      .getQueryData(apiKeyQueries.crawl().queryKey)
      ?.pages.flatMap(({ keys: known }) => known)
      .find((key) => key.ID === ID)

  const look = useEffectEvent(async (ID: number) => {
    const now = await readLatest(ID)
    if (now !== undefined) note(ID, now)
  })
  /** What other programs made at the manager itself is in no stream: it has higher IDs than what is there. */
  const lookForNew = useEffectEvent(async () => {
    const pages = queryClient.getQueryData(apiKeyQueries.crawl().queryKey)?.pages
    const last = pages?.findLast(({ keys: known }) => known.length > 0)?.keys.at(-1)?.ID
    if (last === undefined || document.visibilityState === 'hidden') return
    const fresh = await readNewApiKeys(last).catch(() => [])
    for (const key of fresh) note(key.ID, key)
  })
  const readAll = useEffectEvent(() => queryClient.invalidateQueries({ queryKey: apiKeyQueries.crawl().queryKey }))

  useEffect(() => {
    const stop = onLiveEvent((event) => {
      if (event.kind === 'everything') void readAll()
      else if (event.kind === 'apiKeys') void (event.ID === undefined ? readAll() : look(event.ID))
    })
    const timer = setInterval(() => void lookForNew(), everyMs)
    return () => {
      stop()
      clearInterval(timer)
    }
  }, [])

  const apply = () => {
    const put = [...changes.values()].filter((key) => key !== null)
    const dropped = [...changes].filter(([, key]) => key === null).map(([ID]) => ID)
    applyToList(queryClient, put, dropped)
    setChanges(nothing)
  }
  const count = useMemo(() => countOf(changes, keys), [changes, keys])
  return { count, apply }
}

/** What has come into the list in another way, such as by one's own doing, is no change any more. */
function countOf(changes: Changes, keys: readonly ApiKey[]): number {
  if (changes.size === 0) return 0
  const known = new Map(keys.filter(({ ID }) => changes.has(ID)).map((key) => [key.ID, key]))
  return [...changes].filter(([ID, now]) => !isAsKnown(known.get(ID), now)).length
}

const isAsKnown = (known: ApiKey | undefined, now: ApiKey | null): boolean =>
  now ? known !== undefined && isSameRow(known, now) : known === undefined

const isSameRow = (a: ApiKey, b: ApiKey): boolean =>
  differences(a, b).length === 0 &&
  a.lastSignIn === b.lastSignIn &&
  a.unlockTime === b.unlockTime &&
  a.unsuccessfulSignInAttempts === b.unsuccessfulSignInAttempts
