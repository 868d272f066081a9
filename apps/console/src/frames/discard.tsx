import { useBlocker } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { useWindowSpeech } from '../messages/windows.ts'
import { Button } from '../ui/button.tsx'
import styles from './frames.module.css'

interface Editing {
  readonly isDirty: boolean
  readonly isBusy: boolean
  readonly onClose: () => void
}

/** Closing asks first where something was typed; the question takes the place of the buttons. */
export function useDiscard({ isDirty, isBusy, onClose }: Editing): {
  readonly close: () => void
  readonly question: ReactNode
} {
  const { messages } = useWindowSpeech()
  const [isClosing, setClosing] = useState(false)
  // Back, and every link to another page, asks as well; whoever closes for good goes past it.
  const leaving = useBlocker({
    shouldBlockFn: ({ current, next }) => isDirty && current.pathname !== next.pathname,
    enableBeforeUnload: isDirty,
    withResolver: true,
  })
  const isLeaving = leaving.status === 'blocked'
  const close = () => {
    if (isBusy) return
    if (isDirty) setClosing(true)
    else onClose()
  }
  const stay = () => {
    setClosing(false)
    if (isLeaving) leaving.reset()
  }
  // With keys of their own: one that turned into OK while it is clicked would send the form.
  const question =
    isClosing || isLeaving ? (
      <>
        <span role="alert" className={styles['ask']}>
          {messages.discardAsk}
        </span>
        <Button key="discard" onClick={() => (isLeaving ? leaving.proceed() : onClose())}>
          {messages.discard}
        </Button>
        <Button key="stay" look="primary" autoFocus onClick={stay}>
          {messages.goOnEditing}
        </Button>
      </>
    ) : undefined
  return { close, question }
}
