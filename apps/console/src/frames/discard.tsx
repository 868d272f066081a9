import { useState, type ReactNode } from 'react'
import { useWindowSpeech } from '../messages/windows.ts'
import { useBlocker } from '../router/use-blocker.ts'
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
    blocks: (from, to) => isDirty && from !== to,
    asksBeforeUnload: isDirty,
    isAsked: true,
  })
  const close = () => {
    if (isBusy) return
    if (isDirty) setClosing(true)
    else onClose()
  }
  const stay = () => {
    setClosing(false)
    leaving?.stay()
  }
  // With keys of their own: one that turned into OK while it is clicked would send the form.
  const question =
    isClosing || leaving ? (
      <>
        <span role="alert" className={styles['ask']}>
          {messages.discardAsk}
        </span>
        <Button key="discard" onClick={() => (leaving ? leaving.proceed() : onClose())}>
          {messages.discard}
        </Button>
        <Button key="stay" look="primary" autoFocus onClick={stay}>
          {messages.goOnEditing}
        </Button>
      </>
    ) : undefined
  return { close, question }
}
