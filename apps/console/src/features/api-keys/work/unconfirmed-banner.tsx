import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState } from 'react'
import { useSpeech } from '../../../messages/messages.tsx'
import { lockOutSurely, putApiKey } from '../../../queries/api-key-queries.ts'
import { Banner } from '../../../ui/banner.tsx'
import { forgetUnconfirmed, unconfirmedLockOuts } from './unconfirmed-lock-outs.ts'

const everyMs = 5_000

/** Stays, over a reload too, while it is tried again until the manager confirms. */
export function UnconfirmedBanner() {
  const { messages } = useSpeech()
  const queryClient = useQueryClient()
  const [keys, setKeys] = useState(unconfirmedLockOuts)
  const tryAgain = useEffectEvent(async () => {
    for (const { ID } of unconfirmedLockOuts()) {
      // Not confirmed this time either: it stays, and is tried again.
      const key = await lockOutSurely(ID).catch(() => undefined)
      if (!key) continue
      forgetUnconfirmed(ID)
      putApiKey(queryClient, key)
    }
    setKeys(unconfirmedLockOuts())
  })
  useEffect(() => {
    const timer = setInterval(() => void tryAgain(), everyMs)
    return () => clearInterval(timer)
  }, [])
  if (keys.length === 0) return null
  return <Banner tone="danger">{messages.notConfirmedKeys(keys.map(({ keyName }) => keyName).join(', '))}</Banner>
}
