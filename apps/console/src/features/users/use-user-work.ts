import type { Administrator, ModifyAdministrator } from '@latchkey/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { statusOf } from '../../lib/query-client.ts'
import { modifyAdministrator, refreshAdministrators } from '../../queries/administrator-queries.ts'
import { oneByOne, type Outcome } from './several.ts'
import { requireAsSeen, UserChanged } from './user-changed.ts'

export type UserOutcome = Outcome<Administrator>

/** The page does it, one after the other: what has become of each stays until it is tried again. */
export function useUserWork(onDone: () => void) {
  const queryClient = useQueryClient()
  const [outcomes, setOutcomes] = useState<readonly UserOutcome[]>([])
  const [isWorking, setWorking] = useState(false)
  const stopping = useRef(new AbortController())
  useEffect(() => () => stopping.current.abort(), [])

  const run = async (users: readonly Administrator[], change: ModifyAdministrator) => {
    stopping.current = new AbortController()
    const kept = outcomes.filter(({ item }) => !users.includes(item))
    const made: UserOutcome[] = []
    const note = (outcome: UserOutcome) => {
      made.push(outcome)
      setOutcomes([...kept, ...made])
    }
    const changeOne = async (user: Administrator) => {
      await requireAsSeen(user)
      await modifyAdministrator(user.ID, change)
    }
    setOutcomes(kept)
    setWorking(true)
    await oneByOne(users, changeOne, note, stopping.current.signal)
    await refreshAdministrators(queryClient)
    setWorking(false)
    const isAllDone = made.length === users.length && [...kept, ...made].every(isDone)
    if (isAllDone) onDone()
  }
  return { outcomes, isWorking, run, stop: () => stopping.current.abort(), forget: () => setOutcomes([]) }
}

export const isDone = ({ error }: UserOutcome): boolean => error === undefined

/** Somebody deleted the user meanwhile. */
export const isGone = ({ error }: UserOutcome): boolean => statusOf(error) === 404

/** It may go well the next time: whoever is gone stays gone, and whoever changed has to be looked at first. */
export const isFault = (outcome: UserOutcome): boolean =>
  !isDone(outcome) && !isGone(outcome) && !(outcome.error instanceof UserChanged)
