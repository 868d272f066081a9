import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '../../lib/client.ts'
import { keepLiveStream, onLiveEvent } from '../../lib/live-stream.ts'
import { isSignedOut } from '../../lib/query-client.ts'
import { signedInAgain } from '../../lib/session-watch.ts'
import { administratorQueries } from '../../queries/administrator-queries.ts'
import { noteQueries } from '../../queries/note-queries.ts'
import { roleQueries } from '../../queries/role-queries.ts'

/** Reads the browser's one stream while somebody is signed in; what has no page of its own to tell is read again here. */
export function useLive(): void {
  const queryClient = useQueryClient()
  useEffect(() => {
    const ending = new AbortController()
    void keepLiveStream(ending.signal)
    const stop = onLiveEvent(({ kind }) => {
      if (kind === 'session') void askWhetherOver(ending.signal)
      if (kind === 'roles' || kind === 'everything') void queryClient.invalidateQueries({ queryKey: roleQueries.all() })
      if (kind === 'administrators' || kind === 'everything')
        void queryClient.invalidateQueries({ queryKey: administratorQueries.all() })
      if (kind === 'notes' || kind === 'everything') void queryClient.invalidateQueries({ queryKey: noteQueries.all() })
    })
    return () => {
      stop()
      ending.abort()
    }
  }, [queryClient])
}

/** Who proved anew who they are goes on in another session: the stream of the one before ends, and nothing else does. */
async function askWhetherOver(signal: AbortSignal): Promise<void> {
  try {
    await api.session.describe({}, { signal })
  } catch (error) {
    // Whoever has left in the meantime is asked for nothing.
    if (isSignedOut(error) && !signal.aborted) await signedInAgain().catch(() => undefined)
  }
}
