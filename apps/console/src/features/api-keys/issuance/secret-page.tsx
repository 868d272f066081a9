import type { ApiKey } from '@latchkey/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useWindowSpeech } from '../../../messages/windows.ts'
import { outcomeText, requestText } from '../../../messages/outcome.ts'
import { lockOutSurely } from '../../../queries/api-key-changes.ts'
import { keepsLastSignIn } from '../../../queries/keeps-last-sign-in.ts'
import { putApiKey } from '../../../queries/api-key-queries.ts'
import { useBlocker } from '../../../router/use-blocker.ts'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { CustodyProofs, type Proof } from './custody-proofs.tsx'
import type { HeldSecret } from './issuing.ts'
import { SecretValue } from './secret-value.tsx'
import styles from './secret.module.css'

interface SecretPageProps {
  readonly held: HeldSecret
  /** With the key as it is now; without one where it is of another tenant. */
  readonly onClose: (key?: ApiKey) => void
  readonly onForget: () => Promise<void>
}

/** The one place where a secret is ever seen. It closes by a proof of custody, or by locking the key out. */
export function SecretPage({ held, onClose, onForget }: SecretPageProps) {
  const { messages } = useWindowSpeech()
  const queryClient = useQueryClient()
  const { apiKey } = held
  // It is in the list before the list is told of it: what one does oneself is no news.
  useEffect(() => {
    if (!held.isElsewhere) putApiKey(queryClient, held.apiKey)
  }, [held, queryClient])
  const [proof, setProof] = useState<Proof>()
  const [fileName, setFileName] = useState<string>()
  const [isLeaving, setLeaving] = useState(false)
  const isProven = proof !== undefined
  const close = () => onClose(held.isElsewhere ? undefined : apiKey)
  const leaving = useBlocker({ blocks: () => !isProven, asksBeforeUnload: !isProven, isAsked: true })
  const isAsked = isLeaving || leaving !== undefined
  const lockOut = useMutation({
    mutationFn: async () => {
      const locked = await lockOutSurely(apiKey.ID)
      await onForget()
      return locked
    },
    onSuccess: (locked) => {
      putApiKey(queryClient, locked)
      onClose(locked)
    },
  })
  const stay = () => {
    setLeaving(false)
    leaving?.stay()
  }
  const prove = (by: Proof) => {
    setProof(by)
    void held.confirm()
  }
  const leaveFlagged = async () => {
    await onForget()
    close()
  }
  const footer = isAsked ? (
    <>
      {(lockOut.isError || held.isElsewhere) && (
        <Button onClick={() => void leaveFlagged()}>{messages.leaveFlagged}</Button>
      )}
      {!held.isElsewhere && (
        <Button look="danger" busy={lockOut.isPending} onClick={() => lockOut.mutate()}>
          {messages.closeAndLock(apiKey.keyName)}
        </Button>
      )}
      <Button autoFocus onClick={stay}>
        {messages.backToSecret}
      </Button>
    </>
  ) : (
    <>
      {!isProven && (
        <Button look="quiet" onClick={() => setLeaving(true)}>
          {messages.closeWithoutSaving}
        </Button>
      )}
      <Button
        look={isProven ? 'primary' : 'plain'}
        data-focus={isProven || undefined}
        blocked={isProven ? undefined : messages.proofNeeded}
        onClick={close}
      >
        {messages.done}
      </Button>
    </>
  )
  return (
    <Dialog
      title={messages.secretOf(apiKey.keyName)}
      onClose={() => (isProven ? close() : setLeaving(true))}
      footer={footer}
    >
      {isAsked && (
        <Banner tone="danger">
          <p>{(held.isElsewhere ? messages.closeMeansElsewhere : messages.closeMeans)(apiKey.keyName)}</p>
          {lockOut.isError && (
            <p>
              {messages.lockFailed(apiKey.keyName)} {outcomeText(lockOut.error, messages)}{' '}
              {requestText(lockOut.error, messages)}
            </p>
          )}
        </Banner>
      )}
      <p>{messages.secretOnce}</p>
      <SecretValue held={held} isProven={isProven} onDownload={setFileName} />
      <div className={styles['custody']}>
        <CustodyProofs
          held={held}
          fileName={fileName}
          keepsLastSignIn={!held.isElsewhere && keepsLastSignIn(queryClient)}
          proof={proof}
          onProven={prove}
        />
      </div>
      {!isProven && <p className={styles['quiet']}>{messages.secretLeaving}</p>}
    </Dialog>
  )
}
