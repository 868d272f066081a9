import type { ApiKey } from '@latchkey/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { doAll } from '../../../lib/do-all.ts'
import { applyToList } from '../../../queries/api-key-queries.ts'
import { noteQueries } from '../../../queries/note-queries.ts'
import { untouchedBy, type KeyOutcome } from './key-outcomes.ts'
import { doOne, type Outcome } from './key-work.ts'
import type { KeyWork } from './work-change.ts'

export type WorkState =
  | { readonly step: 'asking' }
  | { readonly step: 'working'; readonly done: number }
  | { readonly step: 'over'; readonly outcomes: readonly KeyOutcome[] }

/** The tab does it, row by row: the list shows at the end what has become of each. */
export function useKeyWork() {
  const queryClient = useQueryClient()
  const [state, setState] = useState<WorkState>({ step: 'asking' })
  const stopping = useRef(new AbortController())
  useEffect(() => () => stopping.current.abort(), [])

  const run = async (
    keys: readonly ApiKey[],
    work: KeyWork,
    before: readonly KeyOutcome[] = [],
  ): Promise<readonly KeyOutcome[]> => {
    stopping.current = new AbortController()
    const kept = untouchedBy(keys, before)
    const outcomes: KeyOutcome[] = []
    setState({ step: 'working', done: kept.length })
    const note = (key: ApiKey, outcome: Outcome) => {
      outcomes.push({ key, outcome })
      setState({ step: 'working', done: kept.length + outcomes.length })
    }
    await doAll(keys, (key) => doOne(key, work), note, stopping.current.signal)
    applyToList(queryClient, outcomes.flatMap(keyAfter), outcomes.flatMap(IDRemoved))
    void queryClient.invalidateQueries({ queryKey: noteQueries.all() })
    const all = [...kept, ...outcomes]
    setState({ step: 'over', outcomes: all })
    return all
  }
  return { state, run, stop: () => stopping.current.abort(), askAgain: () => setState({ step: 'asking' }) }
}

const keyAfter = ({ outcome }: KeyOutcome): readonly ApiKey[] => {
  if (outcome.status === 'changed') return [outcome.now]
  return outcome.status === 'done' && outcome.key ? [outcome.key] : []
}

const IDRemoved = ({ key, outcome }: KeyOutcome): readonly number[] =>
  outcome.status === 'gone' || (outcome.status === 'done' && outcome.key === undefined) ? [key.ID] : []
