import { useBlocker } from '@tanstack/react-router'
import { useEffect, useRef, useState, type ReactNode, type SubmitEvent } from 'react'
import { useOnline } from '../../../lib/use-online.ts'
import { useSpeech } from '../../../messages/messages.tsx'
import { outcomeText, requestText } from '../../../messages/outcome.ts'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import styles from './window.module.css'

interface KeyWindowProps {
  readonly title: string
  readonly isDirty: boolean
  readonly isBusy: boolean
  /** Where nothing may be changed there is only Close. */
  readonly readOnly: boolean
  readonly error: Error | null
  /** A field says it already. */
  readonly isErrorAtField: boolean
  readonly onSubmit: () => void
  readonly onClose: () => void
  readonly children: ReactNode
}

const formID = 'key-window'

/** The frame of New and Properties: one form, its error, and no way to lose what was typed unasked. */
export function KeyWindow({ title, isDirty, isBusy, readOnly, error, onSubmit, onClose, ...rest }: KeyWindowProps) {
  const { messages } = useSpeech()
  const isOnline = useOnline()
  const [isClosing, setClosing] = useState(false)
  const isFocusDue = useRef(false)
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    // As soon as what is wrong is drawn, the first field with a fault gets the focus.
    const fault = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')
    if (isBusy || !isFocusDue.current || !fault) return
    isFocusDue.current = false
    fault.focus()
  })
  // Back, and every link, asks as well; whoever closes the window for good goes past it.
  const leaving = useBlocker({ shouldBlockFn: () => isDirty, enableBeforeUnload: isDirty, withResolver: true })
  const isAsking = isClosing || leaving.status === 'blocked'
  const close = () => {
    if (isBusy) return
    if (isDirty) setClosing(true)
    else onClose()
  }
  const stay = () => {
    setClosing(false)
    if (leaving.status === 'blocked') leaving.reset()
  }
  const footer = isAsking ? (
    <>
      <span role="alert" className={styles['ask']}>
        {messages.discardAsk}
      </span>
      <Button onClick={() => (leaving.status === 'blocked' ? leaving.proceed() : onClose())}>{messages.discard}</Button>
      <Button look="primary" autoFocus onClick={stay}>
        {messages.goOnEditing}
      </Button>
    </>
  ) : (
    <>
      <Button onClick={close}>{readOnly ? messages.close : messages.cancel}</Button>
      {!readOnly && (
        <Button
          type="submit"
          form={formID}
          look="primary"
          busy={isBusy}
          blocked={isOnline ? undefined : messages.offline}
        >
          {messages.save}
        </Button>
      )}
    </>
  )
  return (
    <Dialog title={title} onClose={close} footer={footer}>
      <form
        ref={form}
        id={formID}
        noValidate
        className={styles['form']}
        onSubmit={(event: SubmitEvent<HTMLFormElement>) => {
          event.preventDefault()
          if (isBusy || readOnly) return
          isFocusDue.current = true
          onSubmit()
        }}
      >
        {error && !rest.isErrorAtField && (
          <Banner tone="danger">
            {outcomeText(error, messages)} <span className={styles['quiet']}>{requestText(error, messages)}</span>
          </Banner>
        )}
        {rest.children}
      </form>
    </Dialog>
  )
}
