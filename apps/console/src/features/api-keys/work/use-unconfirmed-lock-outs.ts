import type { Note } from '@latchkey/contract'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useState, useSyncExternalStore } from 'react'
import { ownerOf } from '../../../lib/kept-intents.ts'
import { sessionQueries } from '../../../queries/session-queries.ts'
import { allUnconfirmed, onUnconfirmed, unconfirmedOf, type Unconfirmed } from './unconfirmed-lock-outs.ts'

export function useUnconfirmedLockOuts(): { readonly owner: string; readonly ours: readonly Unconfirmed[] } {
  const { data: session } = useSuspenseQuery(sessionQueries.current())
  useSyncExternalStore(onUnconfirmed, allUnconfirmed)
  const owner = ownerOf(session)
  return { owner, ours: unconfirmedOf(owner) }
}

/** From the first that is not confirmed on: what becomes of it is looked after to its end. */
export function useUnsure(notes: ReadonlyMap<number, Note>): boolean {
  const [was, setWas] = useState(false)
  const { ours } = useUnconfirmedLockOuts()
  const is = ours.length > 0 || [...notes.values()].some(({ lockOutNotConfirmed }) => lockOutNotConfirmed !== undefined)
  if (is && !was) setWas(true)
  return was
}
