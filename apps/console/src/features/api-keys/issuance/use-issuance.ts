import type { Issue } from '@latchkey/contract'
import { useEffect, useRef, useState } from 'react'
import { forgetIntent, holdIntent, keepIntent, type KeptIntent } from '../../../lib/kept-intents.ts'
import { createSealingPair } from '../../../lib/sealing.ts'
import { serverNow } from '../../../lib/server-clock.ts'
import { carryThrough, type Fate } from './issuing.ts'

type Wish =
  | Pick<Extract<Issue, { operation: 'create' }>, 'operation' | 'body'>
  | Pick<Extract<Issue, { operation: 'newSecret' }>, 'operation' | 'apiKeyID'>
  | Pick<Extract<Issue, { operation: 'createForTenant' }>, 'operation' | 'tenantID' | 'body'>

export type IssuanceState = { readonly step: 'idle' } | { readonly step: 'asking' } | Fate

/** One wish and what becomes of it. Asking twice while it is under way is asking once. */
export function useIssuance(owner: string) {
  const [state, setState] = useState<IssuanceState>({ step: 'idle' })
  const intent = useRef<KeptIntent>(undefined)
  const release = useRef<(() => void) | undefined>(undefined)
  const ending = useRef(new AbortController())
  useEffect(() => {
    ending.current = new AbortController()
    return () => {
      ending.current.abort()
      release.current?.()
    }
  }, [])

  const run = async (how: 'send' | 'ask') => {
    if (intent.current === undefined) return
    setState({ step: 'asking' })
    try {
      await carryThrough(intent.current, how, setState, ending.current.signal)
    } catch (error) {
      setState({ step: 'refused', error: error instanceof Error ? error : new Error('failed', { cause: error }) })
    }
  }
  return {
    state,
    keyName: () => intent.current?.keyName ?? '',
    start: async (wish: Wish, keyName: string) => {
      if (state.step === 'asking' || state.step === 'findingOut') return
      setState({ step: 'asking' })
      const { privateKey, publicKey } = await createSealingPair()
      const idempotencyKey = crypto.randomUUID()
      const made = { issue: { ...wish, idempotencyKey, publicKey }, keyName, privateKey, owner, begun: serverNow() }
      intent.current = made
      release.current = await holdIntent(idempotencyKey)
      // Where the browser keeps nothing it works all the same, but for a reload.
      await keepIntent(made).catch(() => undefined)
      await run('send')
    },
    /** Of an earlier page of this browser. */
    resume: async (kept: KeptIntent, held: () => void) => {
      intent.current = kept
      release.current = held
      await run('ask')
    },
    sendAgain: () => run('send'),
    leave: () => setState({ step: 'idle' }),
    /** Nobody will ask for it again. */
    forget: async () => {
      const known = intent.current
      intent.current = undefined
      setState({ step: 'idle' })
      if (known) await forgetIntent(known.issue.idempotencyKey).catch(() => undefined)
    },
  }
}
export type Issuing = ReturnType<typeof useIssuance>
