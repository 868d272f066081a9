import { useSuspenseQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { keptIntentsOf, ownerOf } from '../../../lib/kept-intents.ts'
import { serverNow } from '../../../lib/server-clock.ts'
import { sessionQueries } from '../../../queries/session-queries.ts'

/** Whether this person asked for a secret here before and has not said that it is held: only then its page is fetched. */
export function useWaitingSecret(): boolean {
  const { data: session } = useSuspenseQuery(sessionQueries.current())
  const owner = ownerOf(session)
  const [isWaiting, setWaiting] = useState(false)
  useEffect(() => {
    const look = async () => setWaiting((await keptIntentsOf(owner, serverNow())).length > 0)
    // A browser that keeps nothing has nothing to go on with.
    void look().catch(() => undefined)
  }, [owner])
  return isWaiting
}
