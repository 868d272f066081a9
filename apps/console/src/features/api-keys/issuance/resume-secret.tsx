import type { ApiKey } from '@latchkey/contract'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { holdIntent, keptIntentsOf, ownerOf } from '../../../lib/kept-intents.ts'
import { serverNow } from '../../../lib/server-clock.ts'
import { putApiKey } from '../../../queries/api-key-queries.ts'
import { sessionQueries } from '../../../queries/session-queries.ts'
import { tellConfirmed } from './issuing.ts'
import { IssuanceWindow } from './issuance-window.tsx'
import { useIssuance } from './use-issuance.ts'

interface ResumeSecretProps {
  /** Something was found: whatever else is open makes room. */
  readonly onFound: () => void
  readonly onClose: (key?: ApiKey) => void
  readonly onNewSecret: (apiKeyID: number) => void
}

/** After a reload: what this person asked for in this browser, and has not proven to hold, goes on where it was. */
export function ResumeSecret({ onFound, onClose, onNewSecret }: ResumeSecretProps) {
  const queryClient = useQueryClient()
  const { data: session } = useSuspenseQuery(sessionQueries.current())
  const owner = ownerOf(session)
  const issuing = useIssuance(owner)
  const lookForOne = useEffectEvent(async () => {
    for (const intent of await keptIntentsOf(owner, serverNow())) {
      const release = await holdIntent(intent.issue.idempotencyKey)
      if (!release) continue
      if (intent.privateKey) {
        onFound()
        await issuing.resume(intent, release)
        return
      }
      // Not heard now: it is told at the next time.
      await tellConfirmed(intent).catch(() => undefined)
      release()
    }
  })
  useEffect(() => {
    // A browser that keeps nothing has nothing to go on with.
    void lookForOne().catch(() => undefined)
  }, [])
  const done = (key?: ApiKey) => {
    if (key) putApiKey(queryClient, key)
    issuing.leave()
    onClose(key)
  }
  return <IssuanceWindow issuing={issuing} onClose={done} onNewSecret={onNewSecret} />
}
