import type { ApiKey, Note } from '@latchkey/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef } from 'react'
import { onceAtATime } from '../../../lib/once-at-a-time.ts'
import { untilAbandoned } from '../../../lib/session-watch.ts'
import { useSpeech } from '../../../messages/messages.tsx'
import { lockOutSurely } from '../../../queries/api-key-changes.ts'
import { putApiKey, rereadApiKey } from '../../../queries/api-key-queries.ts'
import { Banner } from '../../../ui/banner.tsx'
import { forgetUnconfirmed } from './unconfirmed-lock-outs.ts'
import { useUnconfirmedLockOuts } from './use-unconfirmed-lock-outs.ts'

const everyMs = 5_000

interface UnconfirmedBannerProps {
  readonly keys: readonly ApiKey[]
  readonly notes: ReadonlyMap<number, Note>
}

/** Stays in every tab, over a reload too, while the server goes on; what it never heard of is tried again from here. */
export function UnconfirmedBanner({ keys, notes }: UnconfirmedBannerProps) {
  const { messages } = useSpeech()
  const queryClient = useQueryClient()
  const { owner, ours } = useUnconfirmedLockOuts()
  const atServer = [...notes.values()].filter(({ lockOutNotConfirmed }) => lockOutNotConfirmed !== undefined)
  const heard = new Set(atServer.map(({ apiKeyID }) => apiKeyID))
  const unheard = ours.filter(({ ID }) => !heard.has(ID))
  const nameOf = (ID: number) => keys.find((key) => key.ID === ID)?.keyName ?? `#${ID}`
  const names = new Map([
    ...ours.map((key) => [key.ID, key.keyName] as const),
    ...[...heard].map((ID) => [ID, nameOf(ID)] as const),
  ])
  useRereadWhenOver(heard)
  const handOver = useEffectEvent(() =>
    ours.filter(({ ID }) => heard.has(ID)).forEach(({ ID }) => forgetUnconfirmed(owner, ID)),
  )
  useEffect(handOver)
  const tryAgain = useEffectEvent(async () => {
    const over = untilAbandoned()
    for (const { ID } of unheard) {
      if (over.aborted) return
      // Not confirmed this time either: it stays, and is tried again.
      const key = await lockOutSurely(ID).catch(() => undefined)
      if (!key) continue
      forgetUnconfirmed(owner, ID)
      putApiKey(queryClient, key)
    }
  })
  useEffect(() => {
    const turn = onceAtATime(() => tryAgain())
    const timer = setInterval(turn, everyMs)
    return () => clearInterval(timer)
  }, [])
  if (names.size === 0) return null
  return <Banner tone="danger">{messages.notConfirmedKeys([...names.values()].join(', '))}</Banner>
}

/** What the server has brought to its end is read again: the row then says how. */
function useRereadWhenOver(waiting: ReadonlySet<number>): void {
  const queryClient = useQueryClient()
  const before = useRef(waiting)
  useEffect(() => {
    const over = [...before.current].filter((ID) => !waiting.has(ID))
    before.current = waiting
    for (const ID of over) void rereadApiKey(queryClient, ID).catch(() => undefined)
  })
}
